using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using PuppetEngine.Emulators.Solana.Programs;

namespace PuppetEngine.Tests.Emulators.Solana.Streaming;

public sealed class SubscriptionTests
{
    private const ulong Sol = SolanaFixture.Sol;

    [Fact]
    public async Task Signature_is_notified_once_at_its_commitment()
    {
        await using var sut = await SolanaFixture.StartAsync();
        using var socket = await OpenAsync(sut);
        var transaction = await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));

        var id = await SubscribeAsync(socket, "signatureSubscribe", transaction.Signature, new { commitment = "confirmed", enableReceivedNotification = true });
        await sut.A.SendAsync(transaction);
        sut.Slots(5);

        var received = await ReadAsync(socket);
        Assert.Equal("receivedSignature", received.GetProperty("params").GetProperty("result").GetProperty("value").GetString());
        var told = await ReadAsync(socket);
        Assert.Equal("signatureNotification", told.GetProperty("method").GetString());
        Assert.Equal(id, told.GetProperty("params").GetProperty("subscription").GetInt32());
        Assert.Equal("""{"err":null}""", told.GetProperty("params").GetProperty("result").GetProperty("value").GetRawText());

        // The subscription has ended itself.
        await SendAsync(socket, "signatureUnsubscribe", id);
        Assert.Equal(-32602, (await ReadAsync(socket)).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Accounts_logs_and_slots_are_told()
    {
        await using var sut = await SolanaFixture.StartAsync();
        using var socket = await OpenAsync(sut);
        var account = await SubscribeAsync(socket, "accountSubscribe", sut.Bob.Key.ToString(), new { commitment = "processed", encoding = "base64" });
        var logs = await SubscribeAsync(socket, "logsSubscribe", new { mentions = new[] { sut.Bob.Key.ToString() } }, new { commitment = "processed" });
        var slots = await SubscribeAsync(socket, "slotSubscribe");

        await sut.A.SendAsync(await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol)));
        sut.Slots(1);

        var told = new[] { await ReadAsync(socket), await ReadAsync(socket), await ReadAsync(socket) }.ToDictionary(n => n.GetProperty("params").GetProperty("subscription").GetInt32());
        Assert.Equal(Sol, told[account].GetProperty("params").GetProperty("result").GetProperty("value").GetProperty("lamports").GetUInt64());
        Assert.NotEmpty(told[logs].GetProperty("params").GetProperty("result").GetProperty("value").GetProperty("logs").EnumerateArray());
        Assert.Equal("slotNotification", told[slots].GetProperty("method").GetString());
        await SendAsync(socket, "slotUnsubscribe", slots);
        Assert.True((await ReadAsync(socket)).GetProperty("result").GetBoolean());
    }

    [Fact]
    public async Task Cut_sockets_lose_what_they_would_have_told()
    {
        await using var sut = await SolanaFixture.StartAsync();
        using var socket = await OpenAsync(sut);
        await SubscribeAsync(socket, "slotSubscribe");

        await sut.NodeAsync(new { node = "a", cut = true });

        await Assert.ThrowsAnyAsync<WebSocketException>(() => ReadAsync(socket));
    }

    [Fact]
    public async Task Killed_emulator_lands_nothing_that_was_on_its_way()
    {
        using var directory = new TemporaryDirectory();
        var time = new TestKit.Time.VirtualTimeProvider();
        string signature;
        await using (var before = await SolanaFixture.StartAsync(o => o.DataDirectory = directory.Path, time))
        {
            using var socket = await OpenAsync(before);
            await SubscribeAsync(socket, "slotSubscribe");
            var transaction = await before.SignAsync(SystemProgram.Transfer(before.Ada.Key, before.Bob.Key, Sol));
            await before.A.SendAsync(transaction);
            signature = transaction.Signature;
            await before.Emulator.Host.KillAsync();
            before.Slots(5);
        }

        await using var after = await SolanaFixture.StartAsync(o => o.DataDirectory = directory.Path, time);

        Assert.Null(await after.A.StatusAsync(signature));
    }

    [Fact]
    public async Task Nobody_s_timer_runs_where_nobody_subscribes()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var armed = sut.Emulator.Time.ArmedTimers;
        using (var socket = await OpenAsync(sut))
        {
            await SubscribeAsync(socket, "slotSubscribe");
            Assert.Equal(armed + 1, sut.Emulator.Time.ArmedTimers);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        await TestKit.Time.Eventually.HoldsAsync(() => sut.Emulator.Time.ArmedTimers == armed, "the slot timer to stop");
    }

    private static async Task<ClientWebSocket> OpenAsync(SolanaFixture sut)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(sut.Emulator.Host.Address) { Scheme = "ws", Path = "/solana" }.Uri, CancellationToken.None);
        return socket;
    }

    private static async Task<int> SubscribeAsync(ClientWebSocket socket, string method, params object?[] parameters)
    {
        await SendAsync(socket, method, parameters);
        return (await ReadAsync(socket)).GetProperty("result").GetInt32();
    }

    private static Task SendAsync(ClientWebSocket socket, string method, params object?[] parameters) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { jsonrpc = "2.0", id = 1, method, @params = parameters }), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TestKit.Time.Eventually.Patience, TimeProvider.System);
        var buffer = new byte[64 * 1024];
        var part = await socket.ReceiveAsync(buffer, patience.Token);
        return JsonElement.Parse(Encoding.UTF8.GetString(buffer, 0, part.Count));
    }
}
