using System.Globalization;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary><c>GET /swap/v2/build</c>: a quote with the instructions that carry it out, to be signed and sent by the caller.</summary>
internal sealed class BuildEndpoints(Market market, Router router, SwapBuilder builder, SolanaChain chain)
{
    private static readonly Dictionary<string, ulong> Percentiles = new() { ["medium"] = 2_500, ["high"] = 5_000, ["veryHigh"] = 7_500 };

    public Task<JupiterAnswer> BuildAsync(HttpRequest request, byte[] body, FaultHit? fault)
    {
        var query = request.Query;
        var asked = QuoteRequest.Read(query);
        var taker = QuoteRequest.Key(query, "taker") ?? throw new FormatException("Query parameter taker is required");
        var (destination, fee) = (QuoteRequest.Key(query, "destinationTokenAccount"), QuoteRequest.Key(query, "feeAccount"));
        if (asked.PlatformFeeBps > 0 && fee is null)
        {
            throw new FormatException("feeAccount is required when platformFeeBps is positive");
        }

        if (query.ContainsKey("nativeDestinationAccount"))
        {
            throw new QuoteRefusal("NOT_SUPPORTED", destination is null ? "nativeDestinationAccount is not emulated" : "destinationTokenAccount and nativeDestinationAccount are mutually exclusive");
        }

        lock (chain.Gate)
        {
            chain.Advance();
            RequireFeeAccount(fee, asked);
            var quote = router.Find(asked);
            var plan = builder.Build(quote, new SwapTerms
            {
                Taker = taker, Payer = QuoteRequest.Key(query, "payer") ?? taker, WrapsSol = query["wrapAndUnwrapSol"] != "false", Destination = destination,
                FeeAccount = fee, UnitPrice = UnitPrice(query["computeUnitPricePercentile"].ToString()), Tip = QuoteRequest.Number(query, "tipAmount") ?? 0,
            });
            if (fault is { Kind: FaultKind.Lie, Rule: var rule })
            {
                plan = Tampering.Apply(rule.Body ?? "destination", plan, market);
            }

            return Task.FromResult(JupiterAnswer.Ok(Answer(quote, plan, QuoteRequest.Within(query, "blockhashSlotsToExpiry", 300, 1) ?? (uint)Blockhashes.Life)));
        }
    }

    /// <summary>A price per compute unit at a percentile in hundredths of a percent, or at one of the named levels.</summary>
    public static ulong UnitPrice(string percentile)
    {
        if (percentile.Length > 0 && !Percentiles.ContainsKey(percentile) && !(uint.TryParse(percentile, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= 10_000))
        {
            throw new FormatException("Query parameter computeUnitPricePercentile cannot be parsed");
        }

        return 2 * Percentiles.GetValueOrDefault(percentile, ulong.TryParse(percentile, CultureInfo.InvariantCulture, out var given) ? given : 5_000);
    }

    private object Answer(Quote quote, SwapPlan plan, uint expiry)
    {
        // The newest finalized hash: a node whose preflight looks at finalized state, as is usual, knows it.
        var slot = chain.Slot(Commitment.Finalized);
        var blockhash = chain.Blockhashes.Of(slot).ToBytes().Select(b => (int)b).ToList();
        var now = chain.Clock.UnixTime(chain.Tip);
        return new
        {
            inputMint = quote.Input.ToString(),
            outputMint = quote.Output.ToString(),
            inAmount = JupiterJson.Text(quote.InAmount),
            outAmount = JupiterJson.Text(quote.OutAmount),
            otherAmountThreshold = JupiterJson.Text(quote.Least),
            swapMode = "ExactIn",
            slippageBps = quote.SlippageBps,
            priceImpactPct = Router.Text(quote.PriceImpact),
            platformFee = JupiterJson.PlatformFee(quote),
            routePlan = JupiterJson.RoutePlan(quote),
            computeBudgetInstructions = JupiterJson.Of(plan.ComputeBudget),
            setupInstructions = JupiterJson.Of(plan.Setup),
            swapInstruction = JupiterJson.Of(plan.Swap),
            cleanupInstruction = JupiterJson.Of(plan.Cleanup),
            otherInstructions = JupiterJson.Of(plan.Other),
            tipInstruction = JupiterJson.Of(plan.Tip),
            addressesByLookupTableAddress = TablesFor(plan).ToDictionary(t => t.Key.ToString(), t => t.Value.Select(a => a.ToString()).ToList()),
            blockhashWithMetadata = new
            {
                blockhash,
                lastValidBlockHeight = SlotClock.Height(slot) + Math.Min(expiry, Blockhashes.Life),
                fetchedAt = new { secs_since_epoch = now, nanos_since_epoch = 0 },
            },
        };
    }

    /// <summary>The tables that hold any of the swap's addresses.</summary>
    public static Dictionary<PublicKey, PublicKey[]> TablesFor(SwapPlan plan)
    {
        var named = plan.All.SelectMany(i => i.Accounts).Select(a => a.Key).ToHashSet();
        return MarketAccounts.Tables.Where(t => t.Value.Any(named.Contains)).ToDictionary(t => t.Key, t => t.Value);
    }

    private void RequireFeeAccount(PublicKey? fee, QuoteRequest asked)
    {
        if (asked.PlatformFeeBps == 0 || fee is not { } account)
        {
            return;
        }

        var holding = Solana.Programs.Token.TokenHolding.TryRead(chain.Ledger.Find(account, chain.Tip)?.Data ?? []);
        if (holding is null || holding.Mint != asked.Output)
        {
            throw new FormatException("feeAccount is not an initialized token account of the output mint");
        }
    }
}
