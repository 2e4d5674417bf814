using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Events;
using EventId = PuppetEngine.Engine.Events.EventId;

namespace PuppetEngine.Grains.Events;

/// <summary>
/// Reads a feed at each tick of its reminder. What stands in it at the first reading is noted and not told: that is the past. An entry
/// that is made known twice, because the process died in between, is one event.
/// </summary>
[GrainType("feed")]
internal sealed partial class FeedGrain(
    IGrainContext context,
    [PersistentState("feed", "Default")] IPersistentState<FeedState> state,
    IFeedFetcher fetcher,
    IGrainFactory grains,
    IOptions<EventOptions> options,
    TimeProvider time,
    ILogger<FeedGrain> logger) : IFeedGrain, IRemindable, IGrainBase
{
    /// <summary>The reminder's name; stored, never renamed.</summary>
    public const string Reminder = "read";

    /// <summary>New entries of one reading that are told; a feed that brings more at once is a feed that was changed.</summary>
    private const int MostNew = 10;

    private IGrainTimer? _timer;
    private string _problem = "";

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    private string Name => context.GrainId.Key.ToString()!;

    private FeedRule? Rule => options.Value.Feeds.GetValueOrDefault(Name);

    /// <inheritdoc/>
    public Task OnActivateAsync(CancellationToken token)
    {
        _timer = this.RegisterGrainTimer(ReadAsync, new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Set()
    {
        if (Rule is { } rule)
        {
            await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromMinutes(1), rule.Every);
        }
        else if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    /// <inheritdoc/>
    public Task<FeedStatus> GetStatus() => Task.FromResult(new FeedStatus { ReadAt = state.State.ReadAt, Problem = _problem, Entries = state.State.Entries });

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // The server's answer is awaited on a timer, so that a slow one keeps nobody from asking how the feed is doing.
        _timer?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Rule is null ? Set() : Task.CompletedTask;
    }

    private async Task ReadAsync(CancellationToken token)
    {
        if (Rule is not { } rule)
        {
            return;
        }

        var begins = state.State.Address != rule.Address;
        try
        {
            var known = begins ? null : new FeedStamp(state.State.ETag, state.State.LastModified);
            var reading = await fetcher.FetchAsync(new Uri(rule.Address), known, token);
            await TakeAsync(rule, reading, begins);
            _problem = "";
        }
        catch (Exception e) when (e is FeedUnreachableException or FeedFormatException)
        {
            _problem = e.Message;
            LogUnread(logger, Name, e.Message);
        }
    }

    private async Task TakeAsync(FeedRule rule, FeedReading reading, bool begins)
    {
        var seen = begins ? [] : state.State.Seen;
        var ids = reading.Entries.Select(entry => EventId.From(EventSources.Of(EventSources.Feed, Name), entry.Id)).ToList();
        var fresh = begins ? [] : reading.Entries.Where((_, index) => !seen.Contains(ids[index])).ToList();
        if (fresh.Count > MostNew)
        {
            LogMany(logger, Name, fresh.Count, MostNew);
        }

        foreach (var entry in fresh.Take(MostNew))
        {
            var result = await grains.GetGrain<IEventLogGrain>("feed").Publish(DraftOf(rule, entry));
            if (result.Problem is { } problem and not EventProblemCodes.Conflict)
            {
                LogRefused(logger, Name, problem, result.Detail ?? "");
            }
        }

        state.State.Address = rule.Address;
        (state.State.ETag, state.State.LastModified) = (reading.Stamp.ETag, reading.Stamp.LastModified);
        state.State.Seen = [.. ids.Concat(seen).Distinct(StringComparer.Ordinal).Take(2 * FeedReader.MaxEntries)];
        state.State.ReadAt = time.GetUtcNow();
        state.State.Entries += Math.Min(fresh.Count, MostNew);
        await state.WriteStateAsync();
    }

    private EventDraft DraftOf(FeedRule rule, FeedEntry entry) => new()
    {
        Cause = entry.Id,
        Source = EventSources.Of(EventSources.Feed, Name),
        Type = EventTypes.News,
        Data = new JsonObject { ["headline"] = entry.Title, ["description"] = entry.Summary, ["url"] = entry.Link?.ToString() }.ToJsonString(),
        Targets = [.. rule.Agents],
        Tag = rule.Tag.Length > 0 ? rule.Tag : null,
        Priority = rule.Priority,
    };
}
