using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Rpc;

namespace PuppetEngine.Providers.Solana.Sockets;

/// <summary>
/// Subscriptions over WebSockets, each with a connection of its own, made again after a drop for as long as somebody listens. They are a
/// reason to ask sooner, never a source of truth: what happens while a connection is down is not told.
/// </summary>
public sealed partial class SolanaSocketClient(IOptions<SolanaOptions> options, TimeProvider time, ILogger<SolanaSocketClient> logger)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>Tells when a transaction is as sure as asked, with its error; once, then only of new subscriptions.</summary>
    public IAsyncEnumerable<SolanaSocketEvent<RpcTransactionError>> SignatureAsync(Signature signature, RpcCommitment commitment, CancellationToken cancellationToken) => ListenAsync(
        "signature", [signature.ToString(), Commitment(commitment)],
        result => new SolanaSocketEvent<RpcTransactionError>(false, SlotOf(result), RpcTransactionError.Read(result.GetProperty("value").GetProperty("err"))),
        cancellationToken);

    /// <summary>Tells every change of an account.</summary>
    public IAsyncEnumerable<SolanaSocketEvent<RpcAccount>> AccountAsync(PublicKey account, RpcCommitment commitment, CancellationToken cancellationToken)
    {
        var config = Commitment(commitment);
        config["encoding"] = "base64";
        return ListenAsync("account", [account.ToString(), config], result => new SolanaSocketEvent<RpcAccount>(false, SlotOf(result), RpcReader.Account(result.GetProperty("value"))), cancellationToken);
    }

    /// <summary>Tells every slot; the value is the last one that cannot be undone.</summary>
    public IAsyncEnumerable<SolanaSocketEvent<ulong>> SlotAsync(CancellationToken cancellationToken) =>
        ListenAsync("slot", [], result => new SolanaSocketEvent<ulong>(false, result.GetProperty("slot").GetUInt64(), result.GetProperty("root").GetUInt64()), cancellationToken);

    private async IAsyncEnumerable<SolanaSocketEvent<T>> ListenAsync<T>(
        string topic, JsonArray parameters, Func<JsonElement, SolanaSocketEvent<T>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var delay = options.Value.RetryDelay;
        while (true)
        {
            using (var connection = await SolanaSocketConnection.OpenAsync(options.Value.SocketAddress, topic, parameters, options.Value.RequestTimeout, time, cancellationToken))
            {
                if (connection is not null)
                {
                    delay = options.Value.RetryDelay;
                    yield return new SolanaSocketEvent<T>(true, 0, default);
                    while (await connection.NextAsync(cancellationToken) is { } result)
                    {
                        yield return RpcReader.Read(topic, result, read);
                    }
                }
            }

            LogDropped(logger, topic, options.Value.SocketAddress.Host, delay);
            await Task.Delay(delay, time, cancellationToken);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    private static ulong SlotOf(JsonElement result) => result.GetProperty("context").GetProperty("slot").GetUInt64();

    private static JsonObject Commitment(RpcCommitment commitment) => new() { ["commitment"] = SolanaRpcClient.Word(commitment) };
}
