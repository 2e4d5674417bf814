using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>What a composing brought.</summary>
/// <param name="Payload">The post; null when there is none.</param>
/// <param name="Verdict">Why there is none, a stable code; empty otherwise.</param>
/// <param name="Detail">The verdict in words.</param>
/// <param name="RetryAt">When it is worth composing again; null when it is not.</param>
/// <param name="Entry">What the journal is told.</param>
internal sealed record ComposedPost(SocialPost? Payload, string Verdict, string Detail, DateTimeOffset? RetryAt, JournalPayloads.Composed Entry)
{
    /// <summary>The texts of a thread's later parts; none for a single post.</summary>
    public IReadOnlyList<string> Followers { get; init; } = [];

    /// <summary>The least trusted label of what stood in the prompt.</summary>
    public Provenance Trust { get; init; } = Provenance.Self;
}
