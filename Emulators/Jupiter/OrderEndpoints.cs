using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary><c>GET /swap/v2/order</c>: a quote, and the transaction to sign where a taker is named.</summary>
internal sealed class OrderEndpoints(Market market, Router router, SwapBuilder builder, SolanaChain chain, OrderBook orders, IOptions<EmulatorOptions> options, TimeProvider time)
{
    public const string Jupiterz = "jupiterz";
    private const uint UnitLimit = 300_000;
    private const ulong SignatureFee = ComputeBudget.LamportsPerSignature;

    /// <summary>Below this worth in US dollars Jupiter pays nobody's fees.</summary>
    private const decimal LeastGasless = 10;
    private readonly JupiterEmulatorOptions _options = options.Value.Jupiter;

    public Task<JupiterAnswer> OrderAsync(HttpRequest request, byte[] body, FaultHit? fault)
    {
        var query = request.Query;
        var requestId = orders.NextId();
        try
        {
            var asked = QuoteRequest.Read(query);
            var referral = QuoteRequest.Within(query, "referralFee", 255, 50);
            var account = QuoteRequest.Key(query, "referralAccount");
            if (referral is null != account is null)
            {
                throw new FormatException("referralAccount and referralFee must be used together");
            }

            lock (chain.Gate)
            {
                chain.Advance();
                return Task.FromResult(JupiterAnswer.Ok(Order(query, asked with { PlatformFeeBps = referral ?? (uint)_options.OrderFeeBps }, account, requestId)));
            }
        }
        catch (Exception e) when (e is FormatException or QuoteRefusal)
        {
            return Task.FromResult(new JupiterAnswer(400, new { requestId, error = e is QuoteRefusal ? "Failed to get quotes" : e.Message }));
        }
    }

    private Dictionary<string, object?> Order(IQueryCollection query, QuoteRequest asked, PublicKey? referral, string requestId)
    {
        var quote = router.Find(asked);
        PublicKey? taker = QuoteRequest.Key(query, "taker");
        var isRfq = _options.Router == Jupiterz && !query["excludeRouters"].ToString().Contains(Jupiterz, StringComparison.Ordinal) && !query.ContainsKey("payer");
        var payer = isRfq ? OrderBook.Maker.Key : QuoteRequest.Key(query, "payer") ?? taker;
        var output = market.Find(quote.Output)!;
        var feeAccount = ProgramAddress.OfTokens(referral ?? MarketAccounts.FeeOwner, output.Program, output.Mint);
        var hasFee = quote.PlatformFeeBps > 0 && chain.Ledger.Find(feeAccount, chain.Tip) is not null;
        if (!hasFee && quote.PlatformFeeBps > 0)
        {
            quote = router.Find(asked with { PlatformFeeBps = 0 });
        }

        var price = QuoteRequest.Number(query, "priorityFeeLamports") is { } lamports ? lamports * 1_000_000 / UnitLimit : BuildEndpoints.UnitPrice("");
        var answer = Describe(quote, requestId, isRfq ? Jupiterz : "metis", query.Keys.Any(k => k is not ("inputMint" or "outputMint" or "amount" or "taker")) ? "manual" : "ultra");
        answer["referralAccount"] = referral?.ToString();
        answer["signatureFeeLamports"] = taker is null ? 0 : SignatureFee * (payer == taker ? 1u : 2u);
        answer["signatureFeePayer"] = payer?.ToString();
        answer["prioritizationFeeLamports"] = ((price * UnitLimit) + 999_999) / 1_000_000;
        answer["prioritizationFeePayer"] = payer?.ToString();
        answer["rentFeeLamports"] = 0;
        answer["rentFeePayer"] = payer?.ToString();
        answer["gasless"] = taker is not null && payer != taker;
        answer["taker"] = taker?.ToString();
        if (isRfq)
        {
            answer["maker"] = OrderBook.Maker.Key.ToString();
            answer["quoteId"] = requestId;
            answer["expireAt"] = time.GetUtcNow().AddSeconds(30).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        if (taker is not { } who || payer is not { } pays)
        {
            return answer;
        }

        if (Refuse(quote, who, pays == who, isRfq) is { } refusal)
        {
            (answer["transaction"], answer["errorCode"], answer["errorMessage"], answer["error"]) = ("", refusal.Code, refusal.Message, refusal.Message);
            return answer;
        }

        var destination = QuoteRequest.Key(query, "receiver") is { } receiver ? ProgramAddress.OfTokens(receiver, output.Program, output.Mint) : (PublicKey?)null;
        var plan = builder.Build(quote, new SwapTerms { Taker = who, Payer = pays, Destination = destination, FeeAccount = hasFee ? feeAccount : null, UnitPrice = price, UnitLimit = UnitLimit });
        var slot = chain.Slot(Commitment.Finalized);
        var message = MessageBuilder.Build(pays, chain.Blockhashes.Of(slot), plan.All, BuildEndpoints.TablesFor(plan));
        orders.Add(requestId, new Order(message, quote, who, isRfq, time.GetUtcNow().AddSeconds(30), Blockhashes.LastValidHeight(slot)));
        answer["transaction"] = Convert.ToBase64String(LegacySwapEndpoints.Unsigned(message));
        answer["lastValidBlockHeight"] = JupiterJson.Text(Blockhashes.LastValidHeight(slot));
        return answer;
    }

    private Dictionary<string, object?> Describe(Quote quote, string requestId, string name, string mode)
    {
        var now = chain.Clock.UnixTime(chain.Tip);
        decimal Usd(PublicKey mint, ulong amount) => Math.Round(amount / Market.Power(market.Find(mint)!.Decimals) * market.Price(market.Find(mint)!, now), 6);
        return new Dictionary<string, object?>
        {
            ["mode"] = mode,
            ["inputMint"] = quote.Input.ToString(),
            ["outputMint"] = quote.Output.ToString(),
            ["inAmount"] = JupiterJson.Text(quote.InAmount),
            ["outAmount"] = JupiterJson.Text(quote.OutAmount),
            ["inUsdValue"] = Usd(quote.Input, quote.InAmount),
            ["outUsdValue"] = Usd(quote.Output, quote.OutAmount),
            // Percent here, and below zero where it is worse: -0.1 is a tenth of a percent.
            ["priceImpact"] = Math.Round(-100 * quote.PriceImpact, 8),
            ["swapUsdValue"] = Usd(quote.Input, quote.InAmount),
            ["otherAmountThreshold"] = JupiterJson.Text(quote.Least),
            ["swapMode"] = "ExactIn",
            ["slippageBps"] = quote.SlippageBps,
            ["priceImpactPct"] = Router.Text(-quote.PriceImpact),
            ["routePlan"] = JupiterJson.RoutePlan(quote),
            ["feeMint"] = quote.Output.ToString(),
            ["feeBps"] = quote.PlatformFeeBps,
            ["platformFee"] = new { amount = JupiterJson.Text(quote.PlatformFee), feeBps = quote.PlatformFeeBps, feeMint = quote.Output.ToString() },
            ["swapType"] = name == Jupiterz ? "rfq" : "aggregator",
            ["router"] = name,
            ["transaction"] = null,
            ["requestId"] = requestId,
            ["totalTime"] = 4,
        };
    }

    /// <summary>Why an order has a price and no transaction.</summary>
    private (int Code, string Message)? Refuse(Quote quote, PublicKey taker, bool paysItself, bool isRfq)
    {
        var lamports = chain.Ledger.Find(taker, chain.Tip)?.Lamports ?? 0;
        var wrapped = quote.Input == ProgramIds.NativeMint;
        var held = wrapped
            ? lamports
            : TokenHolding.TryRead(chain.Ledger.Find(ProgramAddress.OfTokens(taker, market.Find(quote.Input)!.Program, quote.Input), chain.Tip)?.Data ?? [])?.Amount ?? 0;
        if (held < quote.InAmount)
        {
            return (1, isRfq ? "Insufficient balance to fund the swap" : "Insufficient funds");
        }

        var needed = 10_000_000 + (wrapped ? quote.InAmount : 0);
        if (!paysItself || lamports >= needed)
        {
            return null;
        }

        var token = market.Find(quote.Input)!;
        var worth = quote.InAmount / Market.Power(token.Decimals) * market.Price(token, chain.Clock.UnixTime(chain.Tip));
        return worth < LeastGasless && !wrapped
            ? (3, $"Minimum ${LeastGasless} for gasless")
            : (2, $"Top up `{Router.Text((needed - lamports) / 1_000_000_000m)}` SOL for gas");
    }
}
