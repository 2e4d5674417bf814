using System.Text.Json;
using System.Threading.Channels;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Rpc;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Streaming;

/// <summary>One socket's subscriptions and what is to be sent on it. To be used under the chain's lock, but for <see cref="Lines"/>.</summary>
internal sealed class SubscriptionSocket(SolanaNode node, SubscriptionHub hub)
{
    private readonly Channel<byte[]> _lines = Channel.CreateUnbounded<byte[]>();
    private readonly List<Subscription> _subscriptions = [];
    private int _lastId;

    public ChannelReader<byte[]> Lines => _lines.Reader;

    /// <summary>True where the connection is to be cut instead of closed.</summary>
    public bool IsBroken { get; private set; }

    public void Look()
    {
        foreach (var line in _subscriptions.ToList().SelectMany(s => s.Look()))
        {
            _lines.Writer.TryWrite(line);
        }

        _subscriptions.RemoveAll(s => s.IsOver);
    }

    public void Break()
    {
        IsBroken = true;
        _lines.Writer.TryComplete();
    }

    /// <summary>Answers a request that came over the socket, and whatever a new subscription has to tell at once.</summary>
    public void Receive(byte[] text)
    {
        JsonElement? id = null;
        try
        {
            var request = JsonElement.Parse(text);
            id = request.ValueKind == JsonValueKind.Object && request.TryGetProperty("id", out var given) ? given : null;
            var method = RpcCall.Text(request, "method") ?? throw new RpcException(-32600, "Invalid request");
            var parameters = request.TryGetProperty("params", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToArray() : [];
            _lines.Writer.TryWrite(RpcJson.Answer(id, Answer(new RpcCall(node, method, parameters))));
            Look();
        }
        catch (RpcException e)
        {
            _lines.Writer.TryWrite(RpcJson.Answer(id, e));
        }
        catch (JsonException)
        {
            _lines.Writer.TryWrite(RpcJson.Answer(null, new RpcException(-32700, "Parse error")));
        }
    }

    private object Answer(RpcCall call)
    {
        if (call.Method.EndsWith("Unsubscribe", StringComparison.Ordinal))
        {
            var which = (int)Math.Min(call.Number(0), int.MaxValue);
            return _subscriptions.RemoveAll(s => s.Id == which) > 0 ? true : throw RpcException.InvalidParams("Invalid subscription id.");
        }

        var config = call.Method is "slotSubscribe" ? default : call.Config(1);
        var commitment = RpcCall.CommitmentOf(config);
        var number = _lastId + 1;
        Subscription subscription = call.Method switch
        {
            "signatureSubscribe" => new SignatureSubscription(number, node, RpcCall.SignatureOf(call.Text(0)), commitment, RpcCall.Flag(config, "enableReceivedNotification")),
            "accountSubscribe" => new AccountSubscription(number, node, call.Key(0), commitment, config),
            "logsSubscribe" => new LogsSubscription(number, node, Mentions(call.Required(0)), commitment),
            "slotSubscribe" => new SlotSubscription(number, node),
            _ => throw RpcException.NotFound(),
        };
        if (_subscriptions.Count == 0 && _lastId == 0)
        {
            hub.Add(this);
        }

        _lastId = number;
        _subscriptions.Add(subscription);
        return number;
    }

    private static PublicKey? Mentions(JsonElement filter)
    {
        if (filter is { ValueKind: JsonValueKind.String } && filter.GetString() is "all" or "allWithVotes")
        {
            return null;
        }

        return filter.ValueKind == JsonValueKind.Object && filter.TryGetProperty("mentions", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 1
            ? RpcCall.KeyOf(list[0].GetString() ?? "")
            : throw RpcException.InvalidParams("Invalid Request: Only 1 address supported");
    }
}
