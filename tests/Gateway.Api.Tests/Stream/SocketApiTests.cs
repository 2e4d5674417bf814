using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Stream;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Stream;

/// <summary>The stream over a real WebSocket.</summary>
public sealed class SocketApiTests
{
    [Fact]
    public async Task Events_arrive_as_the_stream_tells_them()
    {
        await using var gateway = await StartAsync();
        var effect = gateway.Cluster.AddEffect("ada", EffectState.Confirmed, "Line one\nline two");
        using var socket = await Visitor.OpenAsync(gateway, key: ReadKey);

        gateway.Cluster.Journal.Add("ada", JournalKinds.Ended, effect.EffectId, "posted");
        var message = await socket.NextAsync();

        Assert.Equal(["event", "id", "data"], message.AsObject().Select(member => member.Key));
        Assert.Equal(("effect.ended", 1), (message["event"]!.GetValue<string>(), message["id"]!.GetValue<long>()));
        Assert.Equal("posted", message["data"]!["summary"]!.GetValue<string>());
        Assert.Equal("Line one\nline two", message["data"]!["effect"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_returning_subscriber_goes_on_behind_its_last_id_and_follows_one_agent()
    {
        await using var gateway = await StartAsync();
        foreach (var number in Enumerable.Range(1, 5))
        {
            gateway.Cluster.Journal.Add(number == 4 ? "ada" : "grace", JournalKinds.Planned, summary: $"row {number}");
        }

        await gateway.Cluster.Journal.ReadUpToAsync(5);
        using var socket = await Visitor.OpenAsync(gateway, "?after=2&agent=grace", ReadKey, ready: 2);

        Assert.Equal("row 3", (await socket.NextAsync())["data"]!["summary"]!.GetValue<string>());
        Assert.Equal("row 5", (await socket.NextAsync())["data"]!["summary"]!.GetValue<string>());
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
        using var socket = await Visitor.OpenAsync(gateway, "?after=2", ReadKey, ready: 2);

        var gap = await socket.NextAsync();
        Assert.Equal(("gap", 2, 10), (gap["event"]!.GetValue<string>(), gap["data"]!["from"]!.GetValue<long>(), gap["data"]!["to"]!.GetValue<long>()));
        Assert.Equal(11, (await socket.NextAsync())["id"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_key_or_a_code_in_the_first_message_opens_it_and_a_code_does_once()
    {
        await using var gateway = await StartAsync();
        var code = gateway.Services.GetRequiredService<OneTimeCodes>().Issue();

        using var byKey = await Visitor.OpenAsync(gateway, first: $$"""{"key":"{{ReadKey}}"}""");
        using var byCode = await Visitor.OpenAsync(gateway, first: $$"""{"code":"{{code}}"}""");
        gateway.Cluster.Journal.Add("ada", JournalKinds.Planned, summary: "this");

        Assert.Equal("this", (await byKey.NextAsync())["data"]!["summary"]!.GetValue<string>());
        Assert.Equal("this", (await byCode.NextAsync())["data"]!["summary"]!.GetValue<string>());
        using var again = await Visitor.ConnectAsync(gateway);
        await again.SendAsync($$"""{"code":"{{code}}"}""");
        Assert.Equal((4401, "invalid_code"), await again.CloseAsync());
    }

    [Theory]
    [InlineData("""{"key":"guess-guess-guess-guess"}""", 4401, "unauthorized")]
    [InlineData("""{"key":"test-operate-key-0123456789"}""", 4403, "missing_scope")]
    [InlineData("""{"key":7}""", 4400, "invalid_body")]
    [InlineData("""{"key":"a","code":"b"}""", 4400, "invalid_body")]
    [InlineData("hello", 4400, "invalid_body")]
    public async Task A_first_message_that_opens_nothing_is_told_why(string first, int code, string reason)
    {
        await using var gateway = await StartAsync();
        using var socket = await Visitor.ConnectAsync(gateway);

        await socket.SendAsync(first);

        Assert.Equal((code, reason), await socket.CloseAsync());
    }

    [Fact]
    public async Task Who_says_nothing_is_sent_away_after_ten_seconds()
    {
        var time = new VirtualTimeProvider();
        await using var gateway = await StartAsync(configure: services => services.AddSingleton<TimeProvider>(time));
        var armed = time.ArmedTimers;
        using var socket = await Visitor.ConnectAsync(gateway);
        await Eventually.HoldsAsync(() => time.ArmedTimers > armed, "the gateway waits for a key");

        var closed = socket.CloseAsync();
        await Eventually.HoldsAsync(() => { time.Advance(TimeSpan.FromSeconds(1)); return closed.IsCompleted; }, "the socket is closed");

        Assert.Equal((4408, "unauthorized"), await closed);
    }

    [Fact]
    public async Task After_the_key_nothing_more_is_taken()
    {
        await using var gateway = await StartAsync();
        using var chatty = await Visitor.OpenAsync(gateway, key: ReadKey);
        using var heavy = await Visitor.OpenAsync(gateway, key: ReadKey);

        await chatty.SendAsync("""{"do":"something"}""");
        await heavy.SendAsync(new string('x', 5000));

        Assert.Equal((4400, "invalid_body"), await chatty.CloseAsync());
        Assert.Equal((1009, "body_too_large"), await heavy.CloseAsync());
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.SwitchingProtocols)]
    [InlineData("https://ops.example.org", null, HttpStatusCode.SwitchingProtocols)]
    [InlineData("https://evil.example.org", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "guess-guess-guess-guess", HttpStatusCode.Unauthorized)]
    [InlineData(null, OperateKey, HttpStatusCode.Forbidden)]
    public async Task Pages_of_other_origins_and_wrong_keys_open_nothing(string? origin, string? key, HttpStatusCode status)
    {
        await using var gateway = await StartAsync(new() { ["Puppet:Gateway:CorsOrigins:0"] = "https://ops.example.org" });
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        if (key is not null)
        {
            socket.Options.SetRequestHeader("X-Api-Key", key);
        }

        var opened = await Record.ExceptionAsync(() => socket.ConnectAsync(Visitor.Address(gateway, ""), CancellationToken.None));

        Assert.Equal(status, socket.HttpStatusCode);
        Assert.Equal(status == HttpStatusCode.SwitchingProtocols, opened is null);
    }

    [Fact]
    public async Task A_page_opens_it_by_its_cookie_from_its_own_origin_only()
    {
        await using var gateway = await StartAsync();
        var code = gateway.Services.GetRequiredService<OneTimeCodes>().Issue();
        using var client = gateway.Client(null);
        using var login = await client.PostAsync("/login", new StringContent($$"""{"code":"{{code}}"}""", Encoding.UTF8, "application/json"));
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var own = await Visitor.OpenAsync(gateway, headers: [("Cookie", cookie), ("Origin", gateway.Address)]);
        await Assert.ThrowsAsync<WebSocketException>(() => Visitor.ConnectAsync(gateway, headers: [("Cookie", cookie), ("Origin", "https://evil.example.org")]));
        await Assert.ThrowsAsync<WebSocketException>(() => Visitor.ConnectAsync(gateway, headers: [("Cookie", cookie)]));
    }

    [Fact]
    public async Task One_too_many_is_asked_to_come_later()
    {
        await using var gateway = await StartAsync(new() { ["Puppet:Gateway:MaxSubscribers"] = "1" });
        using var first = await Visitor.OpenAsync(gateway, key: ReadKey);

        await Assert.ThrowsAsync<WebSocketException>(() => Visitor.ConnectAsync(gateway, key: ReadKey));
        using var second = await Visitor.ConnectAsync(gateway);
        await second.SendAsync($$"""{"key":"{{ReadKey}}"}""");
        Assert.Equal((4503, "too_many_subscribers"), await second.CloseAsync());
    }

    [Fact]
    public async Task A_request_that_is_no_socket_or_no_position_is_refused()
    {
        await using var gateway = await StartAsync();

        await ProblemAsync(await gateway.Admin.GetAsync("/v1/ws"), 426, "upgrade_required");
        await Assert.ThrowsAsync<WebSocketException>(() => Visitor.ConnectAsync(gateway, "?after=yesterday", ReadKey));
    }

    [Fact]
    public async Task Stopping_the_gateway_ends_it_in_order_and_a_visitor_who_leaves_frees_its_place()
    {
        var gateway = await StartAsync();
        using var leaving = await Visitor.OpenAsync(gateway, key: ReadKey);
        using var staying = await Visitor.OpenAsync(gateway, key: ReadKey);
        var hub = gateway.Services.GetRequiredService<FeedHub>();

        await leaving.LeaveAsync();
        await Eventually.HoldsAsync(() => hub.Subscribers == 1, "the place is free");
        var stopping = gateway.DisposeAsync();

        Assert.Equal(1001, (await staying.CloseAsync()).Code);
        await stopping;
    }

    /// <summary>A client of the socket.</summary>
    private sealed class Visitor(ClientWebSocket socket) : IDisposable
    {
        public static Uri Address(TestGateway gateway, string query) => new($"{gateway.Address.Replace("http://", "ws://", StringComparison.Ordinal)}/v1/ws{query}");

        public static async Task<Visitor> ConnectAsync(TestGateway gateway, string query = "", string? key = null, params (string Name, string Value)[] headers)
        {
            var socket = new ClientWebSocket();
            foreach (var (name, value) in key is null ? headers : [.. headers, ("X-Api-Key", key)])
            {
                socket.Options.SetRequestHeader(name, value);
            }

            await socket.ConnectAsync(Address(gateway, query), CancellationToken.None);
            return new Visitor(socket);
        }

        /// <summary>Connects and waits until the subscription stands: whatever is added from here on arrives.</summary>
        public static async Task<Visitor> OpenAsync(TestGateway gateway, string query = "", string? key = null, string? first = null, long ready = 0, params (string Name, string Value)[] headers)
        {
            var visitor = await ConnectAsync(gateway, query, key, headers);
            if (first is not null)
            {
                await visitor.SendAsync(first);
            }

            var message = await visitor.NextAsync();
            Assert.Equal(("ready", ready), (message["event"]!.GetValue<string>(), message["id"]!.GetValue<long>()));
            return visitor;
        }

        public Task SendAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

        public async Task<JsonNode> NextAsync() =>
            await ReceiveAsync() is { } text ? JsonNode.Parse(text)! : throw new EndOfStreamException($"The socket closed with {socket.CloseStatus} {socket.CloseStatusDescription} while an event was awaited.");

        /// <summary>Reads until the gateway closes; the code, and the problem code that the reason begins with.</summary>
        public async Task<(int Code, string Reason)> CloseAsync()
        {
            while (await ReceiveAsync() is not null)
            {
            }

            return ((int)socket.CloseStatus!.Value, socket.CloseStatusDescription!.Split(':')[0]);
        }

        public Task LeaveAsync() => socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        public void Dispose() => socket.Dispose();

        private async Task<string?> ReceiveAsync()
        {
            var buffer = new byte[64 * 1024];
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).AsTask().WaitAsync(Eventually.Patience, TimeProvider.System);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                if (part.EndOfMessage)
                {
                    return Encoding.UTF8.GetString(buffer, 0, length);
                }
            }
        }
    }
}
