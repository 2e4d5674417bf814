using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Gateway.Api.Memory;

/// <summary>One line of an export.</summary>
/// <param name="Id">The id; a line whose id is there already adds nothing.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Content">The text, 1 to 8,000 characters.</param>
/// <param name="At">When it happened.</param>
/// <param name="Importance">0 to 1. Default: 0.5.</param>
/// <param name="EmotionalValence">-1 to 1. Default: 0.</param>
/// <param name="Provenance">Its label. Default: <c>external</c>, the least trusted.</param>
/// <param name="Associations">Ids of related memories. Default: none.</param>
/// <param name="AccessCount">How often it was recalled. Default: 0.</param>
/// <param name="LastAccessAt">When it was last recalled. Default: never.</param>
public sealed record MemoryRecord(
    string Id, string Kind, string Content, DateTimeOffset At, double Importance = 0.5, double EmotionalValence = 0, Provenance Provenance = Provenance.External,
    IReadOnlyList<string>? Associations = null, int AccessCount = 0, DateTimeOffset? LastAccessAt = null)
{
    internal static MemoryRecord From(MemoryItem item) => new(
        item.Id, item.Kind, item.Content, item.At, item.Importance, item.EmotionalValence, item.Provenance, item.Associations, item.AccessCount, item.LastAccessAt);

    internal MemoryItem ToItem() => new()
    {
        Id = Id, Kind = Kind, Content = Content, At = At, Importance = Importance, EmotionalValence = EmotionalValence, Provenance = Provenance,
        Associations = [.. Associations ?? []], AccessCount = AccessCount, LastAccessAt = LastAccessAt,
    };
}
