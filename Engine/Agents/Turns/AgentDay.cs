using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>What an agent's models cost and what it attempted to send in one UTC day. A day never reopens when a clock steps back.</summary>
/// <param name="Date">The day: the highest ever seen.</param>
/// <param name="Charged">Settled costs and open reservations, in millionths of a dollar.</param>
public sealed record AgentDay(DateOnly Date, long Charged)
{
    /// <summary>The verdict of a post that <c>limits.posts_per_day</c> has no room for.</summary>
    public const string PostsVerdict = "posts_per_day";

    /// <summary>The verdict of a reply that <c>limits.replies_per_day</c> has no room for.</summary>
    public const string RepliesVerdict = "replies_per_day";

    /// <summary>Posts and quotes that were attempted, each once, whatever came of it.</summary>
    public int Posts { get; init; }

    /// <summary>Replies that were attempted, each once, whatever came of it.</summary>
    public int Replies { get; init; }

    /// <summary>When the next UTC day begins.</summary>
    public DateTimeOffset Next => new(Date.ToDateTime(TimeOnly.MinValue).AddDays(1), TimeSpan.Zero);

    /// <summary>Before the first.</summary>
    public static AgentDay None { get; } = new(DateOnly.MinValue, 0);

    /// <summary>The ledger at a time: a new day begins empty, an earlier time stays in the present day.</summary>
    public AgentDay At(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return today > Date ? new AgentDay(today, 0) : this;
    }

    /// <summary>Reserves an amount; null where the ceiling would be passed.</summary>
    public AgentDay? Reserve(long amount, long ceiling) => Charged + amount <= ceiling ? this with { Charged = Charged + amount } : null;

    /// <summary>Replaces a reservation by what was spent. A reservation of an earlier day was closed with it.</summary>
    public AgentDay Settle(long reserved, long spent) => this with { Charged = Math.Max(0, Charged - reserved) + spent };

    /// <summary>Counts an attempt that is about to begin; a deletion, a like and a repost take nothing.</summary>
    public AgentDay Count(EffectKind kind) => kind switch
    {
        EffectKind.Delete or EffectKind.Like or EffectKind.Repost => this,
        EffectKind.Reply => this with { Replies = Replies + 1 },
        _ => this with { Posts = Posts + 1 },
    };

    /// <summary>Why the definition's ceilings have no room for one more, as a verdict and in words; null when they have.</summary>
    public (string Verdict, string Reason)? Refusal(EffectKind kind, AgentLimits limits) => kind switch
    {
        EffectKind.Delete or EffectKind.Like or EffectKind.Repost => null,
        EffectKind.Reply when Replies >= limits.RepliesPerDay => (RepliesVerdict, $"The agent's {limits.RepliesPerDay} replies of this UTC day are used up (limits.replies_per_day)."),
        EffectKind.Reply => null,
        _ when Posts >= limits.PostsPerDay => (PostsVerdict, $"The agent's {limits.PostsPerDay} posts of this UTC day are used up (limits.posts_per_day)."),
        _ => null,
    };
}
