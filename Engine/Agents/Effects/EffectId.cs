using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>
/// The id of an effect: <c>e</c> and the first 128 bits of SHA-256 over agent and cause, in lower-case hex. The same cause always finds
/// the same effect, in every activation and after every crash.
/// </summary>
public static class EffectId
{
    /// <summary>The kind of cause that an occurrence of a schedule is.</summary>
    public const string Occurrence = "occurrence";

    /// <summary>The kind of cause that a mention is.</summary>
    public const string Mention = "mention";

    /// <summary>The kind of cause that a post is which the agent came across.</summary>
    public const string Observation = "observation";

    /// <summary>The kind of cause that an event is.</summary>
    public const string Event = "event";

    /// <summary>The kind of cause that a person's request is.</summary>
    public const string Request = "request";

    /// <summary>The kind of cause that the part of a thread before another is.</summary>
    public const string Thread = "thread";

    /// <summary>The id of what a cause makes an agent do.</summary>
    /// <param name="agentId">The agent.</param>
    /// <param name="cause">The cause: <see cref="OfOccurrence"/>, <see cref="OfMention"/>, <see cref="OfObservation"/>, <see cref="OfEvent"/>, <see cref="OfThreadPart"/> or <see cref="OfRequest"/>.</param>
    public static string From(string agentId, string cause)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{agentId}\n{cause}"));
        return "e" + Convert.ToHexStringLower(digest.AsSpan(0, 16));
    }

    /// <summary>The cause that an occurrence of an activity is: activity and due time, to the millisecond.</summary>
    public static string OfOccurrence(string activity, DateTimeOffset due) =>
        FormattableString.Invariant($"{Occurrence}:{activity}:{due.ToUnixTimeMilliseconds()}");

    /// <summary>The cause that a mention is: its post's id.</summary>
    public static string OfMention(string postId) => $"{Mention}:{postId}";

    /// <summary>The cause that a post is which the agent came across: the post's id.</summary>
    public static string OfObservation(string postId) => $"{Observation}:{postId}";

    /// <summary>The cause that an event is: its id.</summary>
    public static string OfEvent(string eventId) => $"{Event}:{eventId}";

    /// <summary>The cause of a later part of a thread: the first part's effect and the place, from 2.</summary>
    public static string OfThreadPart(string headId, int part) => FormattableString.Invariant($"{Thread}:{headId}:{part}");

    /// <summary>The cause that a request is: the API key's name and the caller's Idempotency-Key.</summary>
    public static string OfRequest(string cause) => $"{Request}:{cause}";

    /// <summary>What kind of cause it is, one of the constants here, or one that a later release knows; empty for what is no cause.</summary>
    public static string KindOf(string cause) => cause.IndexOf(':', StringComparison.Ordinal) is >= 0 and var end ? cause[..end] : "";

    /// <summary>What a cause of a kind names, as a mention its post; null for another kind.</summary>
    public static string? NamedBy(string cause, string kind) =>
        cause.Length > kind.Length && cause[kind.Length] == ':' && cause.StartsWith(kind, StringComparison.Ordinal) ? cause[(kind.Length + 1)..] : null;

    /// <summary>The first part's effect of a later part's cause; null for another cause.</summary>
    public static string? HeadOf(string cause) => NamedBy(cause, Thread) is { } part && part.LastIndexOf(':') is > 0 and var end ? part[..end] : null;
}
