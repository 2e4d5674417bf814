using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>What every account of a silo shares. One instance, so that an activation holds one reference instead of many.</summary>
internal sealed class XAccountServices(
    IGrainFactory grains,
    ISocialAccounts accounts,
    ISocialTokens tokens,
    ISocialLogins logins,
    Worlds worlds,
    IOptions<SocialOptions> options,
    TimeProvider time,
    ILogger<XAccountGrain> logger)
{
    /// <summary>Other grains.</summary>
    public IGrainFactory Grains { get; } = grains;

    /// <summary>Which accounts can act.</summary>
    public ISocialAccounts Accounts { get; } = accounts;

    /// <summary>Renews tokens.</summary>
    public ISocialTokens Tokens { get; } = tokens;

    /// <summary>Logs people in.</summary>
    public ISocialLogins Logins { get; } = logins;

    /// <summary>The world this process acts in.</summary>
    public World World { get; } = worlds.X;

    /// <summary>What an account may do in it.</summary>
    public SocialLimits Limits { get; } = options.Value.LimitsOf(worlds.X.IsLive);

    /// <summary>What calls cost.</summary>
    public SocialPrices Prices { get; } = options.Value.Prices;

    /// <summary>How often an account's own timeline is read.</summary>
    public TimeSpan OwnTimelineInterval { get; } = options.Value.OwnTimelineInterval;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Where accounts log.</summary>
    public ILogger Logger { get; } = logger;

    /// <summary>An account's key; those of one world share its name.</summary>
    public SocialAccountKey KeyOf(string text) => SocialAccountKey.Parse(text) is var key && key.World == World.Id ? key with { World = World.Id } : key;
}
