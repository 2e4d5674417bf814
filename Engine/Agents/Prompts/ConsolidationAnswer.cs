using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>A memory that a model made of several. Its label is the prompt's, whichever sources it names: what stood in the prompt had its say.</summary>
/// <param name="Content">The text.</param>
/// <param name="Kind"><c>semantic</c>, <c>episodic</c>, <c>procedural</c> or <c>social</c>.</param>
/// <param name="Importance">0 to 1.</param>
/// <param name="EmotionalValence">-1 to 1.</param>
/// <param name="Sources">Places in the prompt's <see cref="ComposedPrompt.MemoryIds"/>, from 0, each once, ascending; never empty.</param>
public sealed record ConsolidatedMemory(string Content, string Kind, double Importance, double EmotionalValence, IReadOnlyList<int> Sources);

/// <summary>Reads merged memories.</summary>
public static class ConsolidationAnswer
{
    private const int Most = 20;
    private const int Longest = 1000;
    private static readonly string[] Kinds = ["semantic", "episodic", "procedural", "social"];

    /// <summary>
    /// The memories, bounded; what names no memory that stood in the prompt, or says nothing, is left out. Null when the text is no such JSON:
    /// nothing was consolidated, and nothing may be forgotten for it.
    /// </summary>
    /// <param name="json">What the model wrote.</param>
    /// <param name="count">How many memories stood in the prompt.</param>
    public static IReadOnlyList<ConsolidatedMemory>? Parse(string json, int count)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("memories", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Take(Most).Select(item => Read(item, count)).OfType<ConsolidatedMemory>()]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ConsolidatedMemory? Read(JsonElement item, int count)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.String
            || !item.TryGetProperty("sources", out var sources) || sources.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var text = PromptComposer.OneLine(content.GetString() ?? "");
        int[] places = [.. sources.EnumerateArray()
            .Select(source => source.ValueKind == JsonValueKind.Number && source.TryGetInt32(out var number) ? number - 1 : -1)
            .Where(place => place >= 0 && place < count).Distinct().Order()];
        var kind = item.TryGetProperty("kind", out var named) && named.ValueKind == JsonValueKind.String && Kinds.Contains(named.GetString()) ? named.GetString()! : "semantic";
        return text.Length == 0 || places.Length == 0
            ? null
            : new ConsolidatedMemory(text.Length > Longest ? text[..Longest] : text, kind, Number(item, "importance", 0.5, 0, 1), Number(item, "emotional_valence", 0, -1, 1), places);
    }

    private static double Number(JsonElement item, string name, double fallback, double least, double most) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && !double.IsNaN(number)
            ? Math.Clamp(number, least, most)
            : fallback;
}
