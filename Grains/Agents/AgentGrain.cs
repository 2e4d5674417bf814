using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Grains.Agents;

/// <summary>
/// The shell of an agent: identity, state, reminder, order. What it decides is in the engine's turn machine; what it does is in
/// <see cref="TurnRunner"/>. Interface methods store an intent and return.
/// </summary>
[GrainType("agent")]
internal sealed partial class AgentGrain : IAgentGrain, IJournaledGrain, IEventListenerGrain, IMentionListenerGrain, ITraderGrain, IRemindable, IGrainBase
{
    /// <summary>Further away than this the reminder wakes the agent, not its timer: idle agents are collected.</summary>
    private static readonly TimeSpan TimerReach = TimeSpan.FromMinutes(6);

    private readonly string _id;
    private readonly AgentServices _services;
    private readonly ILogger<AgentGrain> _logger;
    private readonly IPersistentState<AgentTurnState> _turn;
    private readonly DefinitionStore _definitions;
    private readonly WakeReminder _reminder;
    private TurnStore _store = null!;
    private TurnRunner _runner = null!;
    private IGrainTimer? _timer;
    private int _failures;
    private bool _working;
    private bool _lookAgain;
    private string _joined = "";

    /// <summary>Made by the host.</summary>
    public AgentGrain(
        IGrainContext context,
        [PersistentState("turn", "Default")] IPersistentState<AgentTurnState> turn,
        [PersistentState("definition", "Default")] IPersistentState<AgentDefinitionState> definition,
        AgentServices services,
        ILogger<AgentGrain> logger)
    {
        GrainContext = context;
        _id = context.GrainId.Key.ToString()!;
        _turn = turn;
        _services = services;
        _logger = logger;
        _definitions = new DefinitionStore(_id, definition, services);
        _reminder = new WakeReminder(this, services.Time);
    }

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <inheritdoc/>
    public async Task OnActivateAsync(CancellationToken token)
    {
        await _definitions.LoadAsync();
        _store = new TurnStore(_id, _turn, _services, _reminder, CardOf, EndActivation, _logger);
        _runner = new TurnRunner(_id, _store, _services, new PostComposer(_id, _services), () => Exists ? _definitions.Profile : null);
        _timer = this.RegisterGrainTimer(static (grain, tick) => grain.WorkAsync(tick), this, new GrainTimerCreationOptions
        {
            DueTime = Timeout.InfiniteTimeSpan,
            Period = Timeout.InfiniteTimeSpan,
            Interleave = true,
            KeepAlive = true,
        });
        if (Exists)
        {
            // First thing, before any act: the tables hear what the last activation could not tell them any more.
            await _store.FlushAsync();
            await JournalDefinitionAsync();

            // What was made for another world is closed now, not when its time would have come.
            Arm(!_services.ReadMentions && TurnMachine.Foreign(_store.Current, _services.Worlds.X.Id) is null ? TurnMachine.WakeAt(_store.Current, _services.Turns) : _services.Time.GetUtcNow());
        }
    }

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!Exists)
        {
            await _reminder.EndAsync();
            return;
        }

        await _store.MendReminderAsync();
        await SpareTicksAsync();
        Arm(TurnMachine.WakeAt(_store.Current, _services.Turns));
    }

    /// <inheritdoc/>
    public Task<DefinitionView> GetDefinition()
    {
        EnsureExists();
        return Task.FromResult(_definitions.View());
    }

    /// <inheritdoc/>
    public Task<AgentCard> GetCard()
    {
        EnsureExists();
        return Task.FromResult(CardOf(_store.Current)!);
    }

    /// <inheritdoc/>
    public async Task<AgentCard> Pause(string by, string reason)
    {
        EnsureExists();
        await SetStatusAsync(s => s.PausedBy is null, AgentStatuses.Paused, by, reason);
        return CardOf(_store.Current)!;
    }

    /// <inheritdoc/>
    public async Task<AgentCard> Resume(string by)
    {
        EnsureExists();
        await SetStatusAsync(s => s.PausedBy is not null, AgentStatuses.Active, by, "");
        return CardOf(_store.Current)!;
    }

    /// <inheritdoc/>
    public async Task Delete(string by)
    {
        EnsureExists();
        var now = _services.Time.GetUtcNow();
        foreach (var effect in _store.Current.Open.Where(e => e.State is EffectState.Planned or EffectState.Held))
        {
            await CommitAsync(s => TurnMachine.Advance(s, effect, e => EffectMachine.Cancel(e, "agent_deleted", $"The agent was deleted by {by}.", now)));
        }

        await SetStatusAsync(s => !s.Deleted, AgentStatuses.Deleted, by, "");
    }

    /// <inheritdoc/>
    public Task<List<EffectView>> GetOpenEffects()
    {
        EnsureExists();
        return Task.FromResult(_store.Current.Open.Select(e => e.ToView()).ToList());
    }

    /// <inheritdoc/>
    public Task<JournalMark?> GetJournalMark() => Task.FromResult(_store.ToldJournal());

    /// <inheritdoc/>
    public Task<List<ScheduleView>> GetSchedule()
    {
        EnsureExists();
        var state = _store.Current;
        return Task.FromResult<List<ScheduleView>>(
        [
            new ScheduleView
            {
                Activity = "post",
                NextDue = TurnMachine.OccurrenceAt(state),
                LastDue = state.Last?.Due,
                LastResult = state.Last?.Result ?? "",
                LastReason = state.Last?.Reason ?? "",
                Rule = _definitions.Profile!.Rule.Describe(),
            },
        ]);
    }

    /// <inheritdoc/>
    public Task<PromptView> GetPrompt(string? topic)
    {
        EnsureExists();
        return new PostComposer(_id, _services).PreviewPromptAsync(_definitions.Profile!, _store.Current, topic);
    }

    /// <inheritdoc/>
    public Task<DraftMaterial> GetDraftMaterial()
    {
        EnsureExists();
        return Task.FromResult(new DraftMaterial
        {
            DefinitionJson = _definitions.Json,
            DefinitionVersion = _definitions.State.Revision,
            RecentPosts = [.. _store.Current.Recent.Select(p => p.Text)],
            OccurrenceIndex = _store.Current.Posting?.Index ?? 0,
        });
    }

    private bool Exists => _definitions.Exists && !_store.Current.Deleted;

    private void EnsureExists()
    {
        if (!Exists)
        {
            throw new AgentNotFoundException(_id);
        }
    }

    private Task SetStatusAsync(Func<TurnState, bool> changes, string status, string by, string reason) =>
        CommitAsync(s => changes(s) ? StatusTurns.Set(s, status, by, reason, _services.Time.GetUtcNow()) : null);

    /// <summary>Commits, and lets the runner look at what is new.</summary>
    private Task<bool> CommitAsync(Func<TurnState, TurnChange?> reduce) => ArmedAsync(_store.CommitAsync(reduce));

    private async Task<bool> ArmedAsync(Task<bool> commit)
    {
        var done = await commit;
        if (done)
        {
            Arm(TurnMachine.WakeAt(_store.Current, _services.Turns));
        }

        return done;
    }

    private AgentCard? CardOf(TurnState state) => _definitions.Profile?.CardOf(state, _services.Time.GetUtcNow()) is { } card ? card with { Pending = _definitions.State.Pending } : null;
}
