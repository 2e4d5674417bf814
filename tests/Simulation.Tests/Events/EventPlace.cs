using System.Text.Json.Nodes;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Events;

/// <summary>What the tests of events share: how they are made known, and what agents wrote down of them.</summary>
internal static class EventPlace
{
    /// <summary>An operator's event.</summary>
    public static async Task<EventView> PublishAsync(Process process, string cause, string type, string data, params string[] targets)
    {
        var result = await Log(process).Publish(new EventDraft { Cause = cause, Source = EventSources.Of(EventSources.Api, "test"), Type = type, Data = data, Targets = [.. targets] });
        Assert.True(result.Problem is null, $"{result.Problem} {result.Field} {result.Detail}");
        return result.Event!;
    }

    /// <summary>The table of events.</summary>
    public static IEventLogGrain Log(Process process) => process.Grains.GetGrain<IEventLogGrain>("test");

    /// <summary>An event as the table has it.</summary>
    public static async Task<EventView> FindAsync(Process process, string id) =>
        await Log(process).Find(id) ?? throw new InvalidOperationException($"There is no event {id}.");

    /// <summary>All events, oldest first.</summary>
    public static async Task<List<EventView>> ListAsync(Process process)
    {
        var events = new List<EventView>();
        for (string? cursor = null; ;)
        {
            var page = await Log(process).List(new EventFilter { Limit = 200, Cursor = cursor });
            events.AddRange(page.Items);
            if ((cursor = page.Next) is null)
            {
                events.Reverse();
                return events;
            }
        }
    }

    /// <summary>What an agent's journal says of events, oldest first.</summary>
    public static async Task<List<JournalRow>> HeardAsync(Process process, string agent) =>
        [.. (await Books.JournalAsync(process.Services, agent)).Where(r => r.Kind == JournalKinds.Event)];

    /// <summary>The payload of a row.</summary>
    public static JsonNode PayloadOf(JournalRow row) => JsonNode.Parse(JournalPayload.Decompress(row.Payload))!;

    /// <summary>What an agent did because of an event, and not because of its schedule.</summary>
    public static async Task<List<EffectView>> CausedAsync(Process process, string agent) =>
        [.. (await Books.EffectsAsync(process.Services)).Where(e => e.AgentId == agent && e.Cause == "event")];

    /// <summary>What an agent remembers of events.</summary>
    public static async Task<List<MemoryItem>> RememberedAsync(Process process, string agent) =>
        [.. (await process.Grains.GetGrain<IMemoryGrain>(agent).Query(new MemoryQuery { Kind = "event", Limit = 50 })).Items.Select(m => m.Item)];

    /// <summary>Lets time pass until an agent's least interval after its last post is over.</summary>
    public static async Task RestAsync(Process process, string agent, double minHours)
    {
        // The schedule may post meanwhile, and then begins the interval anew.
        DateTimeOffset? last = null;
        while ((await process.Grains.GetGrain<IAgentGrain>(agent).GetCard()).LastPostAt is { } at && at != last)
        {
            last = at;
            await process.RunUntilAsync(at.AddHours(minHours));
        }
    }
}
