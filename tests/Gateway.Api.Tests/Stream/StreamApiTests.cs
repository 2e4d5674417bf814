using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Stream;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Stream;

public sealed class StreamApiTests
{
    [Fact]
    public async Task Events_arrive_with_id_kind_and_the_effect_that_ended()
    {
        await using var gateway = await StartAsync();
        var effect = gateway.Cluster.AddEffect("ada", EffectState.Confirmed, "Line one\nline two");
        await using var stream = await EventReader.OpenAsync(gateway);

        gateway.Cluster.Journal.Add("ada", JournalKinds.Ended, effect.EffectId, "posted");
        var (id, name, data) = await stream.NextAsync();

        Assert.Equal((1, "effect.ended"), (id, name));
        Assert.Equal("posted", data["summary"]!.GetValue<string>());
        Assert.Equal("Line one\nline two", data["effect"]!["text"]!.GetValue<string>());
        Assert.Equal("confirmed", data["effect"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_returning_subscriber_goes_on_behind_its_last_event()
    {
        await using var gateway = await StartAsync();
        foreach (var number in Enumerable.Range(1, 5))
        {
            gateway.Cluster.Journal.Add("ada", JournalKinds.Planned, summary: $"row {number}");
        }

        await gateway.Cluster.Journal.ReadUpToAsync(5);
        await using var stream = await EventReader.OpenAsync(gateway, lastEventId: "3");

        Assert.Equal("row 4", (await stream.NextAsync()).Data["summary"]!.GetValue<string>());
        Assert.Equal("row 5", (await stream.NextAsync()).Data["summary"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_subscriber_that_was_away_too_long_is_told_of_the_gap()
    {
        await using var gateway = await StartAsync();
        var count = FeedHub.Kept + 10;
        foreach (var number in Enumerable.Range(1, count))
        {
            gateway.Cluster.Journal.Add("ada", JournalKinds.Planned, summary: $"row {number}");
        }

        await gateway.Cluster.Journal.ReadUpToAsync(count);
        await using var stream = await EventReader.OpenAsync(gateway, lastEventId: "2");

        var (_, name, data) = await stream.NextAsync();
        Assert.Equal("gap", name);
        Assert.Equal(2, data["from"]!.GetValue<long>());
        Assert.Equal(10, data["to"]!.GetValue<long>());
        Assert.Equal("row 11", (await stream.NextAsync()).Data["summary"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_agent_can_be_followed_alone()
    {
        await using var gateway = await StartAsync();
        await using var stream = await EventReader.OpenAsync(gateway, "?agent=grace");

        gateway.Cluster.Journal.Add("ada", JournalKinds.Planned, summary: "not this");
        gateway.Cluster.Journal.Add("grace", JournalKinds.Planned, summary: "this");

        Assert.Equal("this", (await stream.NextAsync()).Data["summary"]!.GetValue<string>());
    }

    [Fact]
    public async Task Too_many_subscribers_are_asked_to_come_later()
    {
        await using var gateway = await StartAsync(new() { ["Puppet:Gateway:MaxSubscribers"] = "1" });
        await using var first = await EventReader.OpenAsync(gateway);

        await ProblemAsync(await gateway.Admin.GetAsync("/v1/stream"), 503, "too_many_subscribers");
    }

    [Fact]
    public async Task A_position_that_is_none_is_refused()
    {
        await using var gateway = await StartAsync();

        await ProblemAsync(await gateway.Admin.GetAsync("/v1/stream?after=yesterday"), 400, "invalid_parameter");
    }

    [Fact]
    public async Task Stopping_the_gateway_ends_its_streams()
    {
        var gateway = await StartAsync();
        await using var stream = await EventReader.OpenAsync(gateway);

        var stopping = gateway.DisposeAsync();

        // An end in order: a host that gives up waiting breaks the connection, and the reader would say so.
        await stream.EndAsync();
        await stopping;
    }

    [Fact]
    public void A_slow_subscriber_gets_what_fits_then_one_gap_then_goes_on()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var hub = new FeedHub(Options.Create(new GatewayOptions { SubscriberBuffer = 3 }), services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        using var subscription = hub.Subscribe(null, out _, out _)!;

        hub.Publish([.. Enumerable.Range(1, 10).Select(Event)]);
        var seen = new List<string>();
        while (subscription.TryTake(out var item, out var missedTo))
        {
            seen.Add(item is null ? $"gap to {missedTo}" : $"event {item.Position}");
        }

        hub.Publish([Event(11)]);
        Assert.True(subscription.TryTake(out var next, out _));
        Assert.Equal(["event 1", "event 2", "event 3", "gap to 10"], seen);
        Assert.Equal(11, next!.Position);
    }

    private static FeedEvent Event(int position) => new(position, "ada", position, FakeCluster.Moment, JournalKinds.Planned, "", "", null);

    /// <summary>Reads a stream of server-sent events as a browser does.</summary>
    private sealed class EventReader(HttpClient client, HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        public static async Task<EventReader> OpenAsync(TestGateway gateway, string query = "", string? lastEventId = null)
        {
            var client = gateway.Client(ReadKey);
            var request = new HttpRequestMessage(HttpMethod.Get, "/v1/stream" + query);
            if (lastEventId is not null)
            {
                request.Headers.Add("Last-Event-ID", lastEventId);
            }

            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            var opened = new EventReader(client, response, new StreamReader(await response.Content.ReadAsStreamAsync()));
            // The first line is there once the subscription stands: whatever is added from here on arrives.
            Assert.Equal("retry: 2000", await opened.LineAsync());
            return opened;
        }

        public async Task<(long Id, string Name, JsonNode Data)> NextAsync()
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            while (true)
            {
                var line = await LineAsync();
                if (line.Length == 0 && fields.ContainsKey("data"))
                {
                    return (long.Parse(fields["id"]), fields["event"], JsonNode.Parse(fields["data"])!);
                }

                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0)
                {
                    fields[line[..colon]] = line[(colon + 1)..].TrimStart();
                }
            }
        }

        /// <summary>Reads until the gateway ends the stream.</summary>
        public async Task EndAsync()
        {
            while (await ReadAsync() is not null)
            {
            }
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            client.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task<string> LineAsync() => await ReadAsync() ?? throw new EndOfStreamException("The stream ended while an event was awaited.");

        private Task<string?> ReadAsync() => reader.ReadLineAsync().WaitAsync(Eventually.Patience, TimeProvider.System);
    }
}
