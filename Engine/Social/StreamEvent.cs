using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>One event of a stream.</summary>
/// <param name="Kind">What it is.</param>
public sealed record StreamEvent(StreamEventKind Kind)
{
    /// <summary>The post; only with <see cref="StreamEventKind.Post"/>.</summary>
    public SeenPost? Post { get; init; }

    /// <summary>Posts that it answers or quotes, as far as the vendor gave them.</summary>
    public IReadOnlyList<SeenPost> Referenced { get; init; } = [];

    /// <summary>The rules that let it through, by id and tag; their <see cref="StreamRule.Value"/> is empty.</summary>
    public IReadOnlyList<StreamRule> Matching { get; init; } = [];

    /// <summary>Why the stream broke or ended; null otherwise.</summary>
    public SocialOutcome? Outcome { get; init; }

    /// <summary>When it connects again; only with <see cref="StreamEventKind.Interrupted"/>.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
