using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>
/// The id of an effect: <c>e</c> and the first 128 bits of SHA-256 over agent and cause, in lower-case hex. The same cause always finds
/// the same effect, in every activation and after every crash.
/// </summary>
public static class EffectId
{
    private const string ThreadPrefix = "thread:";

    /// <summary>The id of what a cause makes an agent do.</summary>
    /// <param name="agentId">The agent.</param>
    /// <param name="cause">The cause: <see cref="OfOccurrence"/>, <see cref="OfMention"/>, <see cref="OfEvent"/>, <see cref="OfThreadPart"/> or <see cref="OfRequest"/>.</param>
    public static string From(string agentId, string cause)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{agentId}\n{cause}"));
        return "e" + Convert.ToHexStringLower(digest.AsSpan(0, 16));
    }

    /// <summary>The cause that an occurrence of an activity is: activity and due time, to the millisecond.</summary>
    public static string OfOccurrence(string activity, DateTimeOffset due) =>
        FormattableString.Invariant($"occurrence:{activity}:{due.ToUnixTimeMilliseconds()}");

    /// <summary>The cause that a mention is: its post's id.</summary>
    public static string OfMention(string postId) => $"mention:{postId}";

    /// <summary>The cause that an event is: its id.</summary>
    public static string OfEvent(string eventId) => $"event:{eventId}";

    /// <summary>The cause of a later part of a thread: the first part's effect and the place, from 2.</summary>
    public static string OfThreadPart(string headId, int part) => FormattableString.Invariant($"{ThreadPrefix}{headId}:{part}");

    /// <summary>The first part's effect of a later part's cause; null for another cause.</summary>
    public static string? HeadOf(string cause) =>
        cause.StartsWith(ThreadPrefix, StringComparison.Ordinal) && cause.LastIndexOf(':') is var end && end > ThreadPrefix.Length ? cause[ThreadPrefix.Length..end] : null;

    /// <summary>The cause that a request is: the API key's name and the caller's Idempotency-Key.</summary>
    public static string OfRequest(string cause) => $"request:{cause}";
}
