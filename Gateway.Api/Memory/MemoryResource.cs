using PuppetEngine.Grains.Abstractions.Access;
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
/// <param name="Score">Its rank for the question asked: relevance × importance × recency, 0 to 1; 1 in a plain list.</param>
/// <param name="Lexical">What its words alone are worth, 0 to 1; 0 in a plain list.</param>
/// <param name="Vector">The cosine of its vector and the question's; null where one has none.</param>
/// <param name="Via">The memory that brought it along by association; null when it was found itself.</param>
public sealed record MemoryResource(
    string Id, string Kind, string Content, double Importance, double EmotionalValence, Provenance Provenance, DateTimeOffset At,
    IReadOnlyList<string> Associations, int AccessCount, DateTimeOffset? LastAccessAt, double Score, double Lexical = 0, double? Vector = null, string? Via = null)
{
    internal static MemoryResource From(MemoryItem item, double score) => From(new MemoryMatch { Item = item, Score = score });

    internal static MemoryResource From(MemoryMatch match) => match.Item is var item
        ? new(
            item.Id, item.Kind, item.Content, item.Importance, item.EmotionalValence, item.Provenance, item.At, item.Associations, item.AccessCount, item.LastAccessAt,
            match.Score, match.Lexical, match.Vector, match.Via)
        : throw new InvalidOperationException("A match has an item.");
}

/// <summary>A page of memories, newest first.</summary>
/// <param name="Items">The memories.</param>
/// <param name="Next">The value of <c>cursor</c> for the next page; null at the end.</param>
/// <param name="Forgotten">How many memories this agent has forgotten, by request or by rule.</param>
public sealed record MemoryList(IReadOnlyList<MemoryResource> Items, string? Next, long Forgotten);

/// <summary>What a search found, best first.</summary>
/// <param name="Items">The memories.</param>
/// <param name="Model">The model whose vectors took part; <c>local-ngram-v1</c> is lexical, not semantic; null when words alone did.</param>
/// <param name="WithoutVectors">Why no vectors took part where they were asked for; null when they did.</param>
/// <param name="Pending">Memories that have no vector yet and are found by their words only.</param>
public sealed record MemorySearchResult(IReadOnlyList<MemoryResource> Items, string? Model, string? WithoutVectors, int Pending);

/// <summary>How many memories were forgotten.</summary>
/// <param name="Forgotten">The number.</param>
public sealed record ForgottenMemories(long Forgotten);

/// <summary>What became of an import.</summary>
/// <param name="Added">Memories that were new.</param>
/// <param name="Known">Memories whose ids were there already; they were left as they are.</param>
public sealed record ImportedMemories(int Added, int Known);
