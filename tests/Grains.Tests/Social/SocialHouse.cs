using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Orleans;
using Orleans.Runtime;
using Orleans.Timers;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.Social;
using PuppetEngine.Tests.TestKit.State;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Social;

/// <summary>Account and app grains made with <c>new</c> over stores that outlive them; <see cref="Restart"/> is a new activation of all.</summary>
internal sealed class SocialHouse : ISocialAccounts, ISocialTokens
{
    private readonly Dictionary<string, FakeGrainStore<XAccountState>> _accountStores = [];
    private readonly Dictionary<string, FakeGrainStore<XAppState>> _appStores = [];
    private readonly Dictionary<string, (XAccountGrain Grain, FakePersistentState<XAccountState> State, IGrainContext Context)> _accounts = [];
    private readonly Dictionary<string, (XAppGrain Grain, FakePersistentState<XAppState> State, IGrainContext Context)> _apps = [];
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();

    public SocialHouse(bool live = true, VirtualTimeProvider? time = null, string? world = null)
    {
        Time = time ?? new VirtualTimeProvider();
        World = new World(world ?? (live ? "live" : "emulated-test"), live);
        _grains.GetGrain<IXAccountGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Account(call.ArgAt<string>(0)));
        _grains.GetGrain<IAttentionGrain>("attention", Arg.Any<string?>()).Returns(Attention);
        _grains.GetGrain<IXAppGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => App(call.ArgAt<string>(0)));
    }

    public VirtualTimeProvider Time { get; }

    public World World { get; }

    public SocialOptions Options { get; } = new() { MinSpacing = TimeSpan.Zero };

    public string Fingerprint { get; set; } = "f1";

    public string? Problem { get; set; }

    public Func<SocialOutcome> Refresh { get; set; } = () => new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok };

    public int Refreshes { get; private set; }

    public ISocialLogins Logins { get; } = Substitute.For<ISocialLogins>();

    public IAttentionGrain Attention { get; } = Substitute.For<IAttentionGrain>();

    public IGrainFactory Grains => _grains;

    public string Key(string name) => $"{World.Id}/{name}";

    public XAccountGrain Account(string key) => Activate(key).Grain;

    public FakePersistentState<XAccountState> StateOf(string key) => Activate(key).State;

    public IGrainContext ContextOf(string key) => Activate(key).Context;

    public XAppGrain App(string key) => ActivateApp(key).Grain;

    public FakePersistentState<XAppState> AppState(string key) => ActivateApp(key).State;

    /// <summary>Ends all activations without notice; the stores stay.</summary>
    public void Restart()
    {
        _accounts.Clear();
        _apps.Clear();
    }

    public ValueTask<SocialAccountIdentity> ResolveAsync(SocialAccountKey account, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Problem is null ? new SocialAccountIdentity("k1", Fingerprint, null) : new SocialAccountIdentity("", "", Problem));

    public Task<SocialOutcome> RefreshAsync(SocialAccountKey account, CancellationToken cancellationToken)
    {
        Refreshes++;
        return Task.FromResult(Refresh());
    }

    public static SocialPermitRequest Ask(string effect, int attempt = 1, SocialActKind kind = SocialActKind.Post, bool link = false) =>
        new() { AgentId = "ada", EffectId = effect, Attempt = attempt, Kind = kind, HasLink = link };

    public static SocialSettlement Told(string effect, SocialOutcome outcome, int attempt = 1, SocialActKind kind = SocialActKind.Post) =>
        new() { EffectId = effect, Attempt = attempt, Kind = kind, Outcome = outcome };

    public static SocialOutcome Sent(string post) => new() { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok, PostId = post };

    public static SocialOutcome NotSent(string code, DateTimeOffset? retryAt = null) => new() { Class = OutcomeClass.NotSent, Code = code, Detail = code, RetryAt = retryAt };

    public static SocialOutcome InDoubt() => new() { Class = OutcomeClass.Ambiguous, Code = SocialOutcomeCodes.Timeout };

    private (XAccountGrain Grain, FakePersistentState<XAccountState> State, IGrainContext Context) Activate(string key)
    {
        if (!_accounts.TryGetValue(key, out var active))
        {
            var store = _accountStores.TryGetValue(key, out var known) ? known : _accountStores[key] = new FakeGrainStore<XAccountState>();
            var state = new FakePersistentState<XAccountState>(store);
            var context = Context("x-account", key);
            var services = new XAccountServices(_grains, this, this, Logins, Worlds(), Microsoft.Extensions.Options.Options.Create(Options), Time, NullLogger<XAccountGrain>.Instance);
            active = (new XAccountGrain(context, state, services), state, context);
            _accounts[key] = active;
        }

        return active;
    }

    private (XAppGrain Grain, FakePersistentState<XAppState> State, IGrainContext Context) ActivateApp(string key)
    {
        if (!_apps.TryGetValue(key, out var active))
        {
            var store = _appStores.TryGetValue(key, out var known) ? known : _appStores[key] = new FakeGrainStore<XAppState>();
            var state = new FakePersistentState<XAppState>(store);
            var context = Context("x-app", key);
            active = (new XAppGrain(context, state, _grains, Worlds(), Microsoft.Extensions.Options.Options.Create(Options), Time, NullLogger<XAppGrain>.Instance), state, context);
            _apps[key] = active;
        }

        return active;
    }

    private Worlds Worlds() => new(World, World, World);

    private static IGrainContext Context(string type, string key)
    {
        var context = Substitute.For<IGrainContext>();
        context.GrainId.Returns(GrainId.Create(type, key));
        context.ActivationServices.Returns(new ServiceCollection().AddSingleton(Substitute.For<ITimerRegistry>()).BuildServiceProvider());
        return context;
    }
}
