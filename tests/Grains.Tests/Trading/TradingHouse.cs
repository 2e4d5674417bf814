using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Orleans;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Trading;
using PuppetEngine.Grains.Trading;
using PuppetEngine.Tests.TestKit.State;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Trading;

/// <summary>One wallet over a store that outlives its activations, with its chain, its agent and the kill switch.</summary>
internal sealed class TradingHouse : ITraderGrain, IKillSwitch
{
    private readonly FakeGrainStore<WalletGrainState> _store = new();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();

    public TradingHouse(int seed = 1)
    {
        Random = new Random(seed);
        Chain = new RehearsalChain(Time, Random) { At = point => At(point) };
        Services = Open(Chain, Chain, new World("live", true));
    }

    /// <summary>A house over another market and chain, and the wallet that they know.</summary>
    public TradingHouse(VirtualTimeProvider time, string wallet, string walletName, World world)
    {
        (Time, Random, Chain, Services) = (time, new Random(1), null!, null!);
        Profile = Profile with { Wallet = wallet, WalletName = walletName, World = world.Id };
    }

    /// <summary>Opens it, where market and signer want the house first.</summary>
    public WalletServices Open(ITradeVenue venue, IWalletSigner signer, World world)
    {
        _grains.GetGrain<ITraderGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(this);
        Services = new WalletServices(_grains, venue, signer, this, [], new Worlds(world, world, world), Time, NullLogger<WalletGrain>.Instance);
        Restart();
        return Services;
    }

    public Random Random { get; }

    public VirtualTimeProvider Time { get; } = new();

    public RehearsalChain Chain { get; }

    public WalletServices Services { get; private set; }

    public WalletStore Store { get; private set; } = null!;

    public WalletRunner Runner { get; private set; } = null!;

    public FakePersistentState<WalletGrainState> State { get; private set; } = null!;

    /// <summary>What the agent was told, in its order; what it was told again is not in it twice.</summary>
    public List<TradeView> Told { get; } = [];

    public TraderProfile Profile { get; set; } = new()
    {
        Mode = TradeMode.Live, Wallet = RehearsalChain.Wallet,
        Limits = TradeLimits.Default with { PerTrade = 10 * Mints.LamportsPerSol, PerDay = 1_000 * Mints.LamportsPerSol, PerWindow = 1_000 * Mints.LamportsPerSol, TradesPerDay = 1_000_000, PriorityPerDay = Mints.LamportsPerSol, CoolDown = default, ApprovalAbove = ulong.MaxValue },
    };

    public KillSwitchState Switch { get; set; } = new();

    public bool SwitchIsSilent { get; set; }

    /// <summary>Called at every point at which the wallet may be killed; once it threw, nothing is reached any more.</summary>
    public Action<string> At { get; set; } = _ => { };

    /// <summary>Whether the activation was killed: what it catches does not save it.</summary>
    public bool IsDead { get; set; }

    /// <summary>A new activation; the one before may still be about and does not know.</summary>
    public void Restart()
    {
        IsDead = false;
        State = new FakePersistentState<WalletGrainState>(_store);
        Store = new WalletStore(Profile.Wallet, State, Services, _ => { });
        Runner = new WalletRunner(Profile.Wallet, Store, Services);
    }

    public Task<bool> ProposeAsync(string id, string from = Mints.Sol, ulong units = 10_000_000) => Store.CommitAsync(s => WalletMachine.Propose(s, new Trade
    {
        Id = id, AgentId = "ada", Wallet = Profile.Wallet, At = Time.GetUtcNow(), UpdatedAt = Time.GetUtcNow(), Expires = Time.GetUtcNow() + TradeMachine.Life,
        Intent = new TradeIntent { InputMint = from, OutputMint = from == Mints.Sol ? Mints.Usdc : Mints.Sol, InputUnits = units, SlippageBps = 50, Proposer = "dca" },
    }));

    /// <summary>Works for so long, as the grain's timer would have it.</summary>
    public async Task RunAsync(TimeSpan span)
    {
        var end = Time.GetUtcNow() + span;
        while (Time.GetUtcNow() < end)
        {
            DateTimeOffset? next;
            try
            {
                next = await Runner.RunAsync(CancellationToken.None);
            }
            catch (HttpRequestException)
            {
                // As the grain does: what broke off is made again.
                next = Time.GetUtcNow() + TimeSpan.FromSeconds(5);
            }

            if (IsDead)
            {
                throw new WalletDiedException();
            }

            var now = Time.GetUtcNow();
            var wait = next is { } at && at < end ? at - now : end - now;
            Time.Advance(wait > TimeSpan.FromMilliseconds(50) ? wait : TimeSpan.FromMilliseconds(50));
            if (next is null && Store.Current.Open.IsEmpty)
            {
                return;
            }
        }
    }

    public Task<TraderProfile> GetTrader()
    {
        At("trader.before");
        return Task.FromResult(Profile);
    }

    public Task NoteTrades(List<TradeView> trades)
    {
        At("note.before");
        foreach (var trade in trades.Where(t => !Told.Exists(o => o.TradeId == t.TradeId && o.Version >= t.Version)))
        {
            Told.Add(trade);
        }

        At("note.after");
        return Task.CompletedTask;
    }

    public ValueTask<KillSwitchState> ReadAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("A wallet reads what is stored.");

    public ValueTask<KillSwitchState> ReadStoredAsync(CancellationToken cancellationToken)
    {
        At("switch.before");
        return SwitchIsSilent ? throw new IOException("The storage does not answer.") : ValueTask.FromResult(Switch);
    }

    public Task<KillSwitchState> SetAsync(string target, bool stopped, string reason, CancellationToken cancellationToken)
    {
        Switch = KillSwitchTarget.Parse(target).Apply(Switch, stopped, reason, Time.GetUtcNow());
        return Task.FromResult(Switch);
    }
}

/// <summary>The process that held the wallet is gone.</summary>
internal sealed class WalletDiedException : Exception;
