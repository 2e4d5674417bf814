using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>What one endpoint says of a transaction.</summary>
/// <param name="Endpoint">Its place in the settings and its host, as in <c>0:api.mainnet-beta.solana.com</c>.</param>
/// <param name="FinalizedHeight">How many blocks cannot be undone, read before the status.</param>
/// <param name="FinalizedSlot">The slot of the last of them, read before the status.</param>
/// <param name="Status">How far the transaction has come; null where the endpoint, with all its history, does not know it.</param>
public sealed record RpcSignatureReading(string Endpoint, ulong FinalizedHeight, ulong FinalizedSlot, RpcSignatureStatus? Status);

/// <summary>
/// Asks every endpoint what became of a transaction. The heights are read first and the status, with history, after them: a status that was
/// asked first could miss a landing between the two, and a living transaction would be declared dead.
/// </summary>
public sealed class SignatureReader(SolanaRpcClient rpc)
{
    /// <summary>One reading for each endpoint that answers; those that do not are left out.</summary>
    public async Task<ImmutableArray<RpcSignatureReading>> ReadAsync(Signature signature, CancellationToken cancellationToken)
    {
        var readings = await Task.WhenAll(Enumerable.Range(0, rpc.Endpoints).Select(endpoint => ReadAsync(rpc.At(endpoint), signature, cancellationToken)));
        return [.. readings.OfType<RpcSignatureReading>()];
    }

    private static async Task<RpcSignatureReading?> ReadAsync(SolanaRpcClient one, Signature signature, CancellationToken cancellationToken)
    {
        try
        {
            var (height, slot) = await one.GetBlockHeightAndSlotAsync(RpcCommitment.Finalized, cancellationToken);
            var status = await one.GetSignatureStatusesAsync([signature], searchHistory: true, cancellationToken);
            return new RpcSignatureReading(one.Name, height, slot, status[0].Value);
        }
        catch (SolanaRpcException)
        {
            // Silence is an answer too, and it proves nothing: the rule that reads these counts the voices. The transport logs the attempts.
            return null;
        }
    }
}
