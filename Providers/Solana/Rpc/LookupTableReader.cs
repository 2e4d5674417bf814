using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>The lookup tables of a message, as two endpoints read them.</summary>
/// <param name="First">The first endpoint's tables; one that it does not have is missing.</param>
/// <param name="Second">The second endpoint's.</param>
public sealed record LookupTableReadings(ImmutableArray<AddressLookupTable> First, ImmutableArray<AddressLookupTable> Second);

/// <summary>Reads the lookup tables that a message names, from two endpoints: an inspection wants both.</summary>
public sealed class LookupTableReader(SolanaRpcClient rpc)
{
    /// <summary>Reads them. A table that is missing, closed, or no table, is left out of its reading; the inspection then refuses.</summary>
    /// <exception cref="SolanaRpcException">An endpoint did not answer.</exception>
    /// <exception cref="InvalidOperationException">There is only one endpoint.</exception>
    public async Task<LookupTableReadings> ReadAsync(TransactionMessage message, CancellationToken cancellationToken)
    {
        if (message.Lookups.IsEmpty)
        {
            return new LookupTableReadings([], []);
        }

        var keys = message.Lookups.Select(lookup => lookup.Table).ToList();
        var readings = await rpc.AskTwoAsync(one => one.GetAccountsAsync(keys, RpcCommitment.Confirmed, cancellationToken));
        return new LookupTableReadings(Tables(readings.First), Tables(readings.Second));

        ImmutableArray<AddressLookupTable> Tables(RpcOpinion<ImmutableArray<RpcAtSlot<RpcAccount?>>> opinion) => opinion.Failure is { } failure
            ? throw failure
            : [.. keys.Zip(opinion.Value, (key, account) => account.Value is { } found && found.Owner == SolanaPrograms.AddressLookupTable ? Decode(key, found) : null).OfType<AddressLookupTable>()];
    }

    private static AddressLookupTable? Decode(Keys.PublicKey key, RpcAccount account)
    {
        try
        {
            return AddressLookupTable.Decode(key, account.Data.AsSpan());
        }
        catch (TransactionFormatException)
        {
            // No table that may be used; without it the message is refused for want of it.
            return null;
        }
    }
}
