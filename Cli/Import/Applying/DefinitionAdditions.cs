using System.Text.Json.Nodes;

namespace PuppetEngine.Cli.Import.Applying;

/// <summary>What an import adds to the definition of an agent that is there already, and how it is taken out again.</summary>
/// <param name="Relationships">The others, as <c>initial_memory.relationships</c> names them.</param>
/// <param name="Answered">Ids of mentions for <c>initial_memory.answered_mentions</c>.</param>
internal sealed record DefinitionAdditions(List<string> Relationships, List<string> Answered)
{
    /// <summary>How many there are.</summary>
    public int Count => Relationships.Count + Answered.Count;

    /// <summary>What of an old memory a definition does not have yet. What it has stays as it is.</summary>
    /// <param name="definition">The definition that is there.</param>
    /// <param name="old">The <c>initial_memory</c> that the old install brings.</param>
    public static DefinitionAdditions Missing(JsonObject definition, JsonObject? old)
    {
        var known = definition["initial_memory"] as JsonObject;
        var others = known?["relationships"] as JsonObject ?? [];
        var answered = Texts(known?["answered_mentions"]).ToHashSet(StringComparer.Ordinal);
        return new DefinitionAdditions(
            [.. (old?["relationships"] as JsonObject ?? []).Select(one => one.Key).Where(other => !others.ContainsKey(other))],
            [.. Texts(old?["answered_mentions"]).Where(id => !answered.Contains(id))]);
    }

    /// <summary>The definition with these.</summary>
    public JsonObject AddTo(JsonObject definition, JsonObject old)
    {
        var result = (JsonObject)definition.DeepClone();
        var memory = Child(result, "initial_memory");
        if (Relationships.Count > 0)
        {
            var others = Child(memory, "relationships");
            Relationships.ForEach(other => others.TryAdd(other, old["relationships"]![other]!.DeepClone()));
        }

        if (Answered.Count > 0)
        {
            memory["answered_mentions"] = List(Texts(memory["answered_mentions"]).Union(Answered, StringComparer.Ordinal));
        }

        return result;
    }

    /// <summary>The definition without these; null where it has none of them any more.</summary>
    public JsonObject? TakeFrom(JsonObject definition)
    {
        var result = (JsonObject)definition.DeepClone();
        if (result["initial_memory"] is not JsonObject memory)
        {
            return null;
        }

        var changed = memory["relationships"] is JsonObject others && Relationships.Count(others.Remove) > 0;
        var answered = Texts(memory["answered_mentions"]).ToList();
        var left = answered.Except(Answered, StringComparer.Ordinal).ToList();
        if (left.Count < answered.Count)
        {
            (memory["answered_mentions"], changed) = (List(left), true);
        }

        return changed ? result : null;
    }

    /// <summary>These and others.</summary>
    public DefinitionAdditions With(DefinitionAdditions other) =>
        new([.. Relationships.Union(other.Relationships, StringComparer.Ordinal)], [.. Answered.Union(other.Answered, StringComparer.Ordinal)]);

    private static JsonObject Child(JsonObject of, string name)
    {
        if (of[name] is not JsonObject child)
        {
            of[name] = child = [];
        }

        return child;
    }

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(OldValue.Text).OfType<string>();

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
