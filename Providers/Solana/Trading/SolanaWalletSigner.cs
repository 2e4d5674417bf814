using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Rpc;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Trading;

/// <summary>
/// The one place where a wallet's key is used. What is signed is what was inspected, to the byte: a route whose amounts, accounts and costs equal the
/// permit's terms, with mints and lookup tables as two endpoints read them at this moment.
/// </summary>
internal sealed class SolanaWalletSigner(SolanaRpcClient rpc, LookupTableReader tables, WalletKeyRing keys, IKillSwitch killSwitch, TimeProvider time) : IWalletSigner
{
    /// <inheritdoc/>
    public async Task<SignedTrade> SignAsync(SigningPermit permit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(permit);
        try
        {
            var transaction = SolanaTransaction.Parse(permit.Offer.Transaction.Span);
            await InspectAsync(transaction, permit, cancellationToken);
            await SimulateAsync(transaction, cancellationToken);
            using var key = await keys.OpenAsync(permit.WalletName, cancellationToken);
            if (key is null || key.Address.ToString() != permit.Offer.Terms.Wallet)
            {
                throw new TradeRefusedException(TradeRefusals.NoKey, $"The key of {permit.Offer.Terms.Wallet} is not here under the name '{permit.WalletName}'.", isPassing: false);
            }

            // Last of all, as storage has it now: whoever set it since must find nothing signed after it.
            if (await killSwitch.ReadStoredAsync(cancellationToken) is var kill && kill.Epoch != permit.Epoch)
            {
                throw new TradeRefusedException(TradeMachine.Killed, "The kill switch was changed since the trade was judged.", isPassing: true);
            }

            var signed = transaction.Sign(key);
            return new SignedTrade(signed.ToBase64(), signed.Id.ToString(), permit.Offer.LastValidHeight, time.GetUtcNow());
        }
        catch (SolanaRpcException e)
        {
            throw TradeRefusals.Of(e);
        }
        catch (TransactionFormatException e)
        {
            throw new TradeRefusedException(SwapRefusalCodes.Malformed, e.Message, isPassing: false);
        }
    }

    private async Task InspectAsync(SolanaTransaction transaction, SigningPermit permit, CancellationToken cancellationToken)
    {
        var terms = permit.Offer.Terms;
        var (wallet, input, output) = (PublicKey.Parse(terms.Wallet), PublicKey.Parse(terms.InputMint), PublicKey.Parse(terms.OutputMint));
        var chain = await ChainFacts.ReadAsync(rpc, wallet, input, output, cancellationToken);
        RefuseChanged(permit, chain, input, output);
        var read = await tables.ReadAsync(transaction.Message, cancellationToken);
        var result = SwapInspection.Inspect(transaction.Bytes, new SwapExpectation
        {
            Wallet = wallet,
            InputMint = input,
            InputProgram = chain.InputProgram,
            OutputMint = output,
            OutputProgram = chain.OutputProgram,
            Mode = SwapMode.ExactIn,
            InAmount = terms.InputUnits,
            OutAmount = terms.QuotedUnits,
            SlippageBasisPoints = (ushort)terms.SlippageBps,
            MaximumPriorityFee = terms.Costs.PriorityLamports,
        }, read.First, read.Second);
        if (result.Facts is not { } facts)
        {
            throw new TradeRefusedException(result.Refusals[0].Code, string.Join(" ", result.Refusals.Select(r => r.Message)), isPassing: false);
        }

        // Idempotent creation of an account that is open costs nothing; one that was closed since the offer would cost what nobody judged.
        if (facts.MinimumOut < terms.LeastUnits || facts.MaximumIn > terms.InputUnits || facts.SignatureFee > terms.Costs.SignatureLamports || facts.Tip > terms.Costs.TipLamports
            || (terms.Costs.NewAccounts == 0 && !chain.HasOutputAccount))
        {
            throw new TradeRefusedException("terms_exceeded", "The transaction may take more, or bring less, than was judged.", isPassing: true);
        }
    }

    /// <summary>What a mint lets others do is read once more: an issuer may have changed it since the policy looked.</summary>
    private static void RefuseChanged(SigningPermit permit, ChainFacts chain, PublicKey input, PublicKey output)
    {
        bool Differs(Grains.Abstractions.Trading.TokenFacts judged, Grains.Abstractions.Trading.TokenFacts now) =>
            judged.HasMintAuthority != now.HasMintAuthority || judged.HasFreezeAuthority != now.HasFreezeAuthority || judged.TransferFeeBps != now.TransferFeeBps || !judged.Extensions.SequenceEqual(now.Extensions);
        if (Differs(permit.Offer.Facts.Input, ChainFacts.FactsOf(input, chain.Input)) || Differs(permit.Offer.Facts.Output, ChainFacts.FactsOf(output, chain.Output)))
        {
            throw new TradeRefusedException("mint_changed", "The mint was changed since it was judged.", isPassing: true);
        }
    }

    private async Task SimulateAsync(SolanaTransaction transaction, CancellationToken cancellationToken)
    {
        if ((await rpc.SimulateTransactionAsync(transaction, [], RpcCommitment.Confirmed, cancellationToken)).Value.Error is { } error)
        {
            throw new TradeRefusedException(TradeRefusals.Simulation, $"By a simulation it would fail: {TradeRefusals.Words(error)}.", isPassing: true);
        }
    }
}
