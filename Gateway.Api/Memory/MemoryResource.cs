using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Gateway.Api.Memory;

/// <summary>One thing an agent remembers.</summary>
/// <param name="Id">The id.</param>
/// <param name="Kind"><c>core</c>, <c>episodic</c>, <c>semantic</c>, <c>procedural</c>, <c>social</c>, <c>event</c> or <c>post</c>.</param>
/// <param name="Content">The text.</param>
/// <param name="Importance">0 (nothing) to 1 (never forget).</param>
/// <param name="EmotionalValence">-1 (bad) to 1 (good).</param>
/// <param name="Provenance">Where it comes from.</param>
/// <param name="At">When it happened.</param>
/// <param name="Associations">Ids of related memories.</param>
/// <param name="AccessCount">How often it was recalled.</param>
/// <param name="LastAccessAt">When it was last recalled; null when never.</param>
/// <param name="Score">Its rank for the question asked; 1 in a plain list.</param>
public sealed record MemoryResource(
    string Id, string Kind, string Content, double Importance, double EmotionalValence, Provenance Provenance, DateTimeOffset At,
    IReadOnlyList<string> Associations, int AccessCount, DateTimeOffset? LastAccessAt, double Score)
{
    internal static MemoryResource From(MemoryItem item, double score) => new(
        item.Id, item.Kind, item.Content, item.Importance, item.EmotionalValence, item.Provenance, item.At, item.Associations, item.AccessCount, item.LastAccessAt, score);
}

/// <summary>Something an agent is to remember. Its provenance is <c>operator</c>, whatever the text says.</summary>
/// <param name="Content">The text, 1 to 8,000 characters.</param>
/// <param name="Kind">The kind. Default: <c>semantic</c>.</param>
/// <param name="Importance">0 to 1. Default: 0.5.</param>
/// <param name="EmotionalValence">-1 to 1. Default: 0.</param>
public sealed record CreateMemoryRequest(string Content, string Kind = "semantic", double Importance = 0.5, double EmotionalValence = 0);
