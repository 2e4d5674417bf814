using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Events;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Tests.Providers.Storage;

namespace PuppetEngine.Tests.Providers.Events;

/// <summary>What the table of events promises on either database. Tests share one database, so each has a span of time of its own.</summary>
public abstract class EventStoreContract
{
    private readonly SqlEventStore _store;
    private readonly SqlEventAudience _audience;
    private readonly SqlAgentLedger _ledger;

    private protected EventStoreContract(SqlDatabase database) =>
        (_store, _audience, _ledger) = (new SqlEventStore(database), new SqlEventAudience(database), new SqlAgentLedger(database));

    private static DateTimeOffset At(int year, int minute = 0) => new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    private static AgentEvent Event(string id, DateTimeOffset due, EventPriority priority = EventPriority.Normal, string type = "news") =>
        new() { Id = id, Type = type, Data = """{"headline":"Fog"}""", Priority = priority, Due = due, At = due, Source = "api:test" };

    [Fact]
    public async Task Append_of_the_same_event_twice_stores_it_once()
    {
        Assert.Equal(2, await _store.AppendAsync([Event("v-a", At(2031)), Event("v-b", At(2031))], default));
        Assert.Equal(1, await _store.AppendAsync([Event("v-b", At(2031)) with { Data = "{}" }, Event("v-c", At(2031))], default));

        Assert.Equal("""{"headline":"Fog"}""", (await _store.FindAsync("v-b", default))!.Event.Data);
        Assert.Null(await _store.FindAsync("v-none", default));
    }

    [Fact]
    public async Task What_is_due_comes_by_priority_then_by_time_until_it_ended()
    {
        // Before all that other tests store.
        await _store.AppendAsync([Event("v-1", At(2001, 1)), Event("v-2", At(2001, 2), EventPriority.Critical), Event("v-3", At(2001), EventPriority.Low), Event("v-4", At(2001, 30))], default);
        var order = new List<string>();
        while ((await _store.ReadDueAsync(At(2001, 10), default)).Event is { } due)
        {
            order.Add(due.Event.Id);
            await _store.UpdateAsync(due with { State = order.Count == 1 ? EventState.Expired : EventState.Told }, At(1999), default);
        }

        Assert.Equal(["v-2", "v-1", "v-3"], order);
        Assert.Equal(At(2001, 30), (await _store.ReadDueAsync(At(2001, 10), default)).NextAt);
        await _store.UpdateAsync((await _store.FindAsync("v-4", default))! with { State = EventState.Told }, At(1999), default);
    }

    [Fact]
    public async Task An_event_under_way_keeps_how_far_it_came()
    {
        await _store.AppendAsync([Event("v-way", At(2032))], default);
        var view = (await _store.FindAsync("v-way", default))! with { State = EventState.Telling, Cursor = "mira", Waiting = ["ada"], Told = 7, Failures = 1, NextAt = At(2032, 5), UpdatedAt = At(2032, 1) };
        await _store.UpdateAsync(view, At(1999), default);

        var found = (await _store.FindAsync("v-way", default))!;
        Assert.Equal((view.State, view.Cursor, view.Told, view.NextAt), (found.State, found.Cursor, found.Told, found.NextAt));
        Assert.Equal(["ada"], found.Waiting);
    }

    [Fact]
    public async Task Pages_go_back_in_time_within_type_and_span()
    {
        await _store.AppendAsync([.. Enumerable.Range(0, 5).Select(i => Event($"v-p{i}", At(2033, i), type: i == 2 ? "market" : "news"))], default);
        var filter = new EventFilter { Type = "news", From = At(2033), To = At(2033, 4), Limit = 2 };
        var first = await _store.ListAsync(filter, default);
        var second = await _store.ListAsync(filter with { Cursor = first.Next }, default);

        Assert.Equal(["v-p3", "v-p1"], first.Items.Select(i => i.Event.Id));
        Assert.Equal(["v-p0"], second.Items.Select(i => i.Event.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Old_events_that_ended_are_dropped_and_open_ones_stay()
    {
        await _store.AppendAsync([Event("v-old", At(1990)), Event("v-open", At(1990)), Event("v-new", At(2034))], default);
        await _store.UpdateAsync((await _store.FindAsync("v-old", default))! with { State = EventState.Told }, At(1980), default);
        await _store.UpdateAsync((await _store.FindAsync("v-new", default))! with { State = EventState.Told }, At(1995), default);

        Assert.Null(await _store.FindAsync("v-old", default));
        Assert.NotNull(await _store.FindAsync("v-new", default));
        var open = (await _store.FindAsync("v-open", default))!;
        await _store.UpdateAsync(open with { State = EventState.Expired }, At(1980), default);
    }

    [Fact]
    public async Task The_audience_is_paged_by_id_and_by_tag()
    {
        foreach (var id in (string[])["aud-a", "aud-b", "aud-c"])
        {
            await _ledger.CommitAsync(Samples.Commit(id, [], Samples.Card(id) with { Tags = id == "aud-b" ? [] : ["audience"] }), default);
        }

        Assert.Equal(["aud-a", "aud-c"], await _audience.ListAsync("audience", "", 10, default));
        Assert.Equal(["aud-c"], await _audience.ListAsync("audience", "aud-a", 10, default));
        Assert.Equal(["aud-b", "aud-c"], (await _audience.ListAsync(null, "aud-a", 2, default)));
        Assert.Equal(["nobody"], await _audience.FindMissingAsync(["aud-a", "nobody"], default));
    }
}

public sealed class SqliteEventStoreTests(SqliteStorage storage) : EventStoreContract(storage.Database), IClassFixture<SqliteStorage>;

public sealed class PostgresEventStoreTests(PostgresStorage storage) : EventStoreContract(storage.Database), IClassFixture<PostgresStorage>;
