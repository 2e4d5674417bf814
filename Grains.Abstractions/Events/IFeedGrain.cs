using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>Reads one feed from time to time, and makes its new entries known as news. Key: the feed's name in the configuration.</summary>
[Alias("PuppetEngine.Events.IFeedGrain")]
public interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>Begins to read at the configured period; ends where the configuration has no such feed any more. Idempotent.</summary>
    [Alias("Set")]
    Task Set();

    /// <summary>How the last reading went.</summary>
    [Alias("GetStatus")]
    Task<FeedStatus> GetStatus();
}
