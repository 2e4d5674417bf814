using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Grains.Events;

/// <summary>
/// Tells events, one batch at a tick. It keeps nothing itself: a batch that was told and whose step was not stored is told again, and
/// agents know what they heard.
/// </summary>
[GrainType("event-dispatcher")]
internal sealed partial class EventDispatcherGrain(
    IGrainContext context,
    IEventStore store,
    IEventAudience audience,
    IGrainFactory grains,
    IOptions<EventOptions> options,
    TimeProvider time,
    ILogger<EventDispatcherGrain> logger) : IEventDispatcherGrain, IRemindable, IGrainBase
{
    /// <summary>The reminder's name; stored, never renamed.</summary>
    public const string Reminder = "look";

    // Wakes the dispatcher after a crash; while it lives, its timer is exact.
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly EventOptions _options = options.Value;
    private IGrainTimer? _timer;
    private DateTimeOffset? _nextAt;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public async Task OnActivateAsync(CancellationToken token)
    {
        _timer = this.RegisterGrainTimer(WorkAsync, new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, KeepAlive = true });
        await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
        Arm(time.GetUtcNow());
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Wake(time.GetUtcNow());

    /// <inheritdoc/>
    public Task Wake(DateTimeOffset at)
    {
        Arm(at);
        return Task.CompletedTask;
    }

    // Not interleaving: whoever wakes it meanwhile is heard when the batch is told, and no two batches meet.
    private async Task WorkAsync(CancellationToken token)
    {
        _nextAt = null;
        DateTimeOffset? next;
        try
        {
            next = await StepAsync(token);
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            LogStepFailed(logger, e);
            next = time.GetUtcNow() + PauseAfterFailure;
        }

        if (next is { } at)
        {
            Arm(at);
        }
    }

    /// <summary>Tells one batch of the first event that is due; when to look again.</summary>
    private async Task<DateTimeOffset?> StepAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        var due = await store.ReadDueAsync(now, token);
        if (due.Event is not { } view)
        {
            return due.NextAt;
        }

        var (next, size) = EventTelling.HasExpired(view, now) ? (EventTelling.Expire(view, now), 0) : await TellAsync(view, token);
        await store.UpdateAsync(next, now - TimeSpan.FromDays(_options.KeepDays), token);
        if (next.State == EventState.Expired)
        {
            LogExpired(logger, view.Event.Id, view.Event.Type, view.Told, view.Waiting.Count);
        }

        return time.GetUtcNow() + PauseAfter(size);
    }

    private async Task<(EventView View, int Size)> TellAsync(EventView view, CancellationToken token)
    {
        var (batch, isLast) = await NextBatchAsync(view, token);
        var results = await Task.WhenAll(batch.Select(id => TellOneAsync(id, view.Event)));
        var told = batch.Where((_, index) => results[index]).ToList();
        var failed = batch.Where((_, index) => !results[index]).ToList();
        return (EventTelling.Advance(view, told, failed, isLast, time.GetUtcNow()), batch.Count);
    }

    private async Task<(IReadOnlyList<string> Batch, bool IsLast)> NextBatchAsync(EventView view, CancellationToken token)
    {
        if (EventTelling.IsRepeating(view))
        {
            return (view.Waiting, true);
        }

        var batch = view.Event.Targets.Count > 0
            ? EventTelling.Named(view, _options.BatchSize)
            : await audience.ListAsync(view.Event.Tag, view.Cursor, _options.BatchSize, token);
        return (batch, batch.Count < _options.BatchSize);
    }

    private async Task<bool> TellOneAsync(string agentId, AgentEvent happened)
    {
        try
        {
            return await grains.GetGrain<IEventListenerGrain>(agentId).Hear(happened);
        }
        catch (Exception e)
        {
            // One agent that cannot be reached must not keep the others from hearing; it waits in the event's row and is told again.
            LogNotHeard(logger, e, agentId, happened.Id);
            return false;
        }
    }

    private TimeSpan PauseAfter(int batch) => TimeSpan.FromSeconds((double)batch / _options.AgentsPerSecond);

    private void Arm(DateTimeOffset at)
    {
        if (_nextAt is { } armed && armed <= at)
        {
            return;
        }

        var wait = at - time.GetUtcNow();
        if (wait <= ReminderPeriod)
        {
            _nextAt = at;
            _timer?.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
