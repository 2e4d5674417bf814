using Microsoft.Extensions.Logging;
using Orleans;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Trading;

namespace PuppetEngine.Grains.Trading;

/// <summary>What every wallet of a silo shares.</summary>
internal sealed class WalletServices(
    IGrainFactory grains,
    ITradeVenue venue,
    IWalletSigner signer,
    IKillSwitch killSwitch,
    IEnumerable<IActingGuard> guards,
    Worlds worlds,
    TimeProvider time,
    ILogger<WalletGrain> logger)
{
    private readonly List<IActingGuard> _guards = [.. guards];

    /// <summary>Other grains.</summary>
    public IGrainFactory Grains { get; } = grains;

    /// <summary>Market and chain.</summary>
    public ITradeVenue Venue { get; } = venue;

    /// <summary>The keys' one door.</summary>
    public IWalletSigner Signer { get; } = signer;

    /// <summary>What may stop everything.</summary>
    public IKillSwitch KillSwitch { get; } = killSwitch;

    /// <summary>The world in which this process moves money.</summary>
    public World World { get; } = worlds.Solana;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Where wallets log.</summary>
    public ILogger Logger { get; } = logger;

    /// <summary>Why nothing may leave for this world; null when it may.</summary>
    public string? Refusal() => _guards.Select(guard => guard.Refusal(World.Id)).FirstOrDefault(reason => reason is not null);
}
