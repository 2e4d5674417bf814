using NSubstitute;
using Orleans;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Tests.Gateway.Api.Fixtures;

/// <summary>A cluster in memory: every grain the gateway calls, with the promises their interfaces make and nothing more.</summary>
public sealed class FakeCluster
{
    /// <summary>Makes the calls to the network.</summary>
    public ISocialWorkerGrain SocialWorker { get; } = Substitute.For<ISocialWorkerGrain>();

    public FakeCluster()
    {
        Catalog = new FakeCatalog(this);
        Journal = new FakeJournal();
        Access = new FakeAccess();
        KillSwitch = new FakeKillSwitch();
        Factory = Substitute.For<IGrainFactory>();
        Factory.GetGrain<IAgentGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Reach<IAgentGrain>(new FakeAgent(this, call.ArgAt<string>(0))));
        Factory.GetGrain<ICatalogReaderGrain>("reader", Arg.Any<string?>()).Returns(_ => Reach<ICatalogReaderGrain>(Catalog));
        Factory.GetGrain<IJournalReaderGrain>("reader", Arg.Any<string?>()).Returns(_ => Reach<IJournalReaderGrain>(Journal));
        Factory.GetGrain<IAccessGrain>("access", Arg.Any<string?>()).Returns(_ => Reach<IAccessGrain>(Access));
        Factory.GetGrain<IKillSwitchGrain>("kill-switch", Arg.Any<string?>()).Returns(_ => Reach<IKillSwitchGrain>(KillSwitch));
        Factory.GetGrain<IDraftWorkerGrain>("worker", Arg.Any<string?>()).Returns(_ => new FakeDrafts());
        Factory.GetGrain<IMemoryGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Memories(call.ArgAt<string>(0)));
        Factory.GetGrain<IEventLogGrain>("reader", Arg.Any<string?>()).Returns(_ => Reach<IEventLogGrain>(Events));
        var ceiling = Substitute.For<ILlmCeilingGrain>();
        ceiling.GetReport().Returns(new LlmUsageReport
        {
            Day = "2026-03-02", CeilingMicroDollars = 10_000_000, GrantedMicroDollars = 500_000, SpentMicroDollars = 123_456, PromptTokens = 100, CompletionTokens = 50, Calls = 3,
        });
        Factory.GetGrain<ILlmCeilingGrain>("ceiling", Arg.Any<string?>()).Returns(_ => ceiling);
        SocialWorker.WhoAmI("emulated/ada", Arg.Any<CancellationToken>()).Returns(new SocialProfile { Outcome = new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok }, Handle = "ada_bot", UserId = "7", AccessLevel = "read" });
        SocialWorker.WhoAmI("emulated/grace", Arg.Any<CancellationToken>()).Returns(new SocialProfile { Outcome = new SocialOutcome { Class = OutcomeClass.NotSent, Code = SocialOutcomeCodes.NeedsLogin, Detail = "Log in again." } });
        Factory.GetGrain<ISocialWorkerGrain>("worker", Arg.Any<string?>()).Returns(_ => SocialWorker);
        Attention.List().Returns(_ => [.. Reported]);
        Factory.GetGrain<IAttentionGrain>("attention", Arg.Any<string?>()).Returns(_ => Attention);
        var (wallets, traders) = (new Dictionary<string, IWalletGrain>(StringComparer.Ordinal), new Dictionary<string, ITraderGrain>(StringComparer.Ordinal));
        Factory.GetGrain<IWalletGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Once(wallets, call.ArgAt<string>(0)));
        Factory.GetGrain<ITraderGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Once(traders, call.ArgAt<string>(0)));
        Factory.GetGrain<IXAccountGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call =>
        {
            var key = call.ArgAt<string>(0);
            lock (_accounts)
            {
                if (!_accounts.TryGetValue(key, out var account))
                {
                    _accounts[key] = account = Substitute.For<IXAccountGrain>();
                    account.GetStatus().Returns(new SocialAccountStatus { Key = key, Handle = "ada_bot", Tier = "basic", PostsToday = 3, MicroDollarsToday = 30_000 });
                }

                return account;
            }
        });
    }

    private static T Once<T>(Dictionary<string, T> grains, string key)
        where T : class
    {
        lock (grains)
        {
            return grains.TryGetValue(key, out var grain) ? grain : grains[key] = Substitute.For<T>();
        }
    }

    /// <summary>What the gateway is given.</summary>
    public IGrainFactory Factory { get; }

    /// <summary>The table of events.</summary>
    public FakeEventLog Events { get; private set; } = new();

    /// <summary>Agents by id.</summary>
    public SortedDictionary<string, AgentCard> Agents { get; } = new(StringComparer.Ordinal);

    /// <summary>Definitions by id.</summary>
    public Dictionary<string, DefinitionView> Definitions { get; } = new(StringComparer.Ordinal);

    private readonly Lock _effectsGate = new();
    private TaskCompletionSource<EffectView> _nextEffect = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Effects by id, in order of making.</summary>
    public List<EffectView> Effects { get; } = [];

    /// <summary>Commands that agents were given, newest last.</summary>
    public List<object> Commands { get; } = [];

    /// <summary>What the next post answers instead of an effect.</summary>
    public CommandResult? NextResult { get; set; }

    /// <summary>What every call throws while it is set: the cluster is away.</summary>
    public Exception? Broken { get; set; }

    /// <summary>What happens to an agent right before its definition is changed: somebody else's edit, say.</summary>
    public Action<string>? BeforeDefine { get; set; }

    /// <summary>What grains reported.</summary>
    public List<AttentionEntry> Reported { get; } = [];

    /// <summary>The grain that keeps the reports.</summary>
    public IAttentionGrain Attention { get; } = Substitute.For<IAttentionGrain>();

    private readonly Dictionary<string, IXAccountGrain> _accounts = new(StringComparer.Ordinal);

    /// <summary>The account of a key, to be told what to answer.</summary>
    public IXAccountGrain Account(string key) => Factory.GetGrain<IXAccountGrain>(key);

    public FakeCatalog Catalog { get; }

    public FakeJournal Journal { get; }

    public FakeAccess Access { get; }

    public FakeKillSwitch KillSwitch { get; }

    private readonly Dictionary<string, FakeMemory> _memories = new(StringComparer.Ordinal);

    public FakeMemory Memories(string agentId)
    {
        lock (_memories)
        {
            return _memories.TryGetValue(agentId, out var memory) ? memory : _memories[agentId] = new FakeMemory();
        }
    }

    /// <summary>Puts an agent into the cluster.</summary>
    public AgentCard AddAgent(string id, string status = AgentStatuses.Active, params string[] tags)
    {
        var card = new AgentCard
        {
            Id = id, Name = char.ToUpperInvariant(id[0]) + id[1..], Description = "A test agent.", Status = status, Tags = [.. tags], Publish = PublishMode.Live,
            AccountKey = $"emulated/{id}", Handle = id + "_bot", DefinitionVersion = 1, Version = 1, NextDue = Moment.AddHours(1), Valence = 0.4, Arousal = 0.3, Dominance = 0.5,
        };
        Agents[id] = card;
        Definitions[id] = new DefinitionView { Json = $$"""{"id":"{{id}}","name":"{{card.Name}}","unknown_key":[1]}""", Version = 1, Source = $"file:{id}.json", AppliedAt = Moment };
        return card;
    }

    /// <summary>Ends with the next effect that is put into the tables; to be asked for before what makes it.</summary>
    public Task<EffectView> NextEffectAsync()
    {
        lock (_effectsGate)
        {
            return _nextEffect.Task;
        }
    }

    /// <summary>Puts an effect into the tables, whole: a test that waits for it may act on it at once.</summary>
    public EffectView AddEffect(string agentId, EffectState state, string text = "Hello.", EffectKind kind = EffectKind.Post, string cause = "occurrence", string bodyHash = "")
    {
        lock (_effectsGate)
        {
            var effect = new EffectView
            {
                EffectId = $"e{Effects.Count + 1:x32}", AgentId = agentId, Kind = kind, State = state, Text = text, At = Moment.AddMinutes(Effects.Count), UpdatedAt = Moment.AddMinutes(Effects.Count),
                World = "emulated-1", ExternalId = state == EffectState.Confirmed ? "1000" + Effects.Count : null, Cause = cause, BodyHash = bodyHash, Version = 1,
            };
            Effects.Add(effect);
            _nextEffect.SetResult(effect);
            _nextEffect = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return effect;
        }
    }

    /// <summary>Puts a trade into the tables, as its agent does.</summary>
    public EffectView AddTrade(string agentId, TradeCommand command, TradeStage stage = TradeStage.Planned)
    {
        var effect = AddEffect(agentId, EffectState.Planned, "", EffectKind.Swap, command.Cause, command.BodyHash);
        return Change(effect, one => one with
        {
            Trade = new TradeView
            {
                TradeId = effect.EffectId, AgentId = agentId, Wallet = "W1", World = "emulated-1", Stage = stage, InputMint = command.InputMint, OutputMint = command.OutputMint,
                InputUnits = command.InputUnits, Proposer = command.By, Reason = command.Reason, Expires = Moment.AddMinutes(15), At = Moment, UpdatedAt = Moment, Version = 1,
            },
        });
    }

    /// <summary>The wallet of a key, to be told what to answer.</summary>
    public IWalletGrain Wallet(string key) => Factory.GetGrain<IWalletGrain>(key);

    /// <summary>What an agent may do with its wallet.</summary>
    public ITraderGrain Trader(string agentId) => Factory.GetGrain<ITraderGrain>(agentId);

    /// <summary>Replaces an effect by its next version.</summary>
    public EffectView Change(EffectView effect, Func<EffectView, EffectView> change)
    {
        lock (_effectsGate)
        {
            var index = Effects.FindIndex(one => one.EffectId == effect.EffectId);
            return Effects[index] = change(Effects[index]) with { Version = Effects[index].Version + 1 };
        }
    }

    /// <summary>When everything in this cluster happened.</summary>
    public static DateTimeOffset Moment { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Forgets everything but keys and journal, whose positions readers hold.</summary>
    public void Reset()
    {
        Agents.Clear();
        Definitions.Clear();
        Effects.Clear();
        Commands.Clear();
        Reported.Clear();
        _memories.Clear();
        Events = new FakeEventLog();
        (NextResult, Broken, BeforeDefine) = (null, null, null);
    }

    private T Reach<T>(T grain) => Broken is { } broken ? throw broken : grain;
}
