using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>
/// Reads the mentions of one account and hands each to one of the agents that speak by it. Key: <see cref="SocialAccountKey"/>. Mentions
/// older than its first agent are the past and are not read.
/// </summary>
[Alias("PuppetEngine.Social.IXMentionsGrain")]
public interface IXMentionsGrain : IGrainWithStringKey
{
    /// <summary>An agent speaks by this account from now on: its mentions are read. Idempotent.</summary>
    [Alias("Join")]
    Task Join(string agentId);

    /// <summary>An agent does not any more. Where nobody is left, nothing is read. Idempotent.</summary>
    [Alias("Leave")]
    Task Leave(string agentId);

    /// <summary>Reads now what is new, as the timer does at each interval.</summary>
    [Alias("Read"), ResponseTimeout("00:05:00")]
    Task Read();

    /// <summary>
    /// Takes in what came over the stream, which may come twice, out of order, and again when it is read. True when it was taken, or had been
    /// before; what was not taken is found by reading.
    /// </summary>
    [Alias("Hear"), ResponseTimeout("00:02:00")]
    Task<bool> Hear(PostPage page);
}
