using System.Text.Json;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>
/// Reads what a model made of memories. The label is the least trusted of all that stood in the prompt, whatever the model cites; a
/// memory that cites nothing that was shown is dropped; importance cannot rise far above that of its sources, so that no text talks
/// itself into weight.
/// </summary>
public static class MemoryConsolidator
{
    private const int MostMade = 5;
    private const int MostCharacters = 600;
    private const double MostRise = 0.1;

    private static readonly string[] Kinds = [MemoryKinds.Semantic, MemoryKinds.Procedural, MemoryKinds.Social];

    /// <summary>The memories in an answer; none when it is no JSON of the schema.</summary>
    /// <param name="step">What was asked for; a part of the ids.</param>
    /// <param name="json">The answer.</param>
    /// <param name="sources">All that stood in the prompt, in order.</param>
    public static List<MemoryItem> Read(string step, string json, IReadOnlyList<MemoryItem> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        List<MemoryItem> made = [];
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("memories", out var memories) || memories.ValueKind != JsonValueKind.Array)
            {
                return made;
            }

            foreach (var memory in memories.EnumerateArray().Take(MostMade))
            {
                if (ReadOne(step, memory, sources, made.Count) is { } item)
                {
                    made.Add(item);
                }
            }
        }
        catch (JsonException)
        {
            return [];
        }

        return made;
    }

    private static MemoryItem? ReadOne(string step, JsonElement memory, IReadOnlyList<MemoryItem> sources, int place)
    {
        if (memory.ValueKind != JsonValueKind.Object || OneLine(Text(memory, "content")) is not { Length: > 0 } content)
        {
            return null;
        }

        var cited = memory.TryGetProperty("sources", out var numbers) && numbers.ValueKind == JsonValueKind.Array
            ? numbers.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var number) ? number : 0)
                .Where(n => n >= 1 && n <= sources.Count).Distinct().Select(n => sources[n - 1]).ToList()
            : [];
        return cited.Count == 0
            ? null
            : new MemoryItem
            {
                Id = MemoryPrompts.Id(step, sources, place),
                Kind = Text(memory, "kind") is var kind && Kinds.Contains(kind, StringComparer.Ordinal) ? kind : MemoryKinds.Semantic,
                Content = content.Length <= MostCharacters ? content : content[..(char.IsHighSurrogate(content[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)],
                Importance = Math.Clamp(Number(memory, "importance", 0.5), 0, Math.Min(1, cited.Max(s => s.Importance) + MostRise)),
                EmotionalValence = Math.Clamp(Number(memory, "emotional_valence", 0), -1, 1),
                Provenance = LeastTrusted(sources),
                At = cited.Max(s => s.At),
                Associations = [.. cited.Select(s => s.Id)],
            };
    }

    /// <summary>The label of what a model writes after it has read these.</summary>
    public static Provenance LeastTrusted(IReadOnlyList<MemoryItem> sources) => sources.Select(s => s.Provenance).Append(Provenance.Self).Max();

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static double Number(JsonElement of, string name, double otherwise) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : otherwise;
}
