using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary><c>/swap/v1</c>: a quote, and a transaction made of it later.</summary>
internal sealed class LegacySwapEndpoints(Market market, Router router, SwapBuilder builder, SolanaChain chain)
{
    private const uint UnitLimit = 300_000;

    public Task<JupiterAnswer> QuoteAsync(HttpRequest request, byte[] body, FaultHit? fault)
    {
        var asked = QuoteRequest.Read(request.Query);
        lock (chain.Gate)
        {
            chain.Advance();
            var quote = router.Find(asked);
            return Task.FromResult(JupiterAnswer.Ok(new
            {
                inputMint = quote.Input.ToString(),
                inAmount = JupiterJson.Text(quote.InAmount),
                outputMint = quote.Output.ToString(),
                outAmount = JupiterJson.Text(quote.OutAmount),
                otherAmountThreshold = JupiterJson.Text(quote.Least),
                swapMode = "ExactIn",
                slippageBps = quote.SlippageBps,
                platformFee = JupiterJson.PlatformFee(quote),
                priceImpactPct = Router.Text(quote.PriceImpact),
                routePlan = JupiterJson.RoutePlan(quote),
                contextSlot = quote.Slot,
                timeTaken = 0.004,
            }));
        }
    }

    public Task<JupiterAnswer> SwapAsync(HttpRequest request, byte[] body, FaultHit? fault)
    {
        var asked = JsonElement.Parse(body);
        lock (chain.Gate)
        {
            chain.Advance();
            var (quote, terms) = Read(asked);
            var plan = builder.Build(quote, terms);
            var slot = chain.Slot(Commitment.Finalized);
            var tables = Flag(asked, "asLegacyTransaction", false) ? null : BuildEndpoints.TablesFor(plan);
            var message = MessageBuilder.Build(terms.Payer, chain.Blockhashes.Of(slot), plan.All, tables);
            return Task.FromResult(JupiterAnswer.Ok(new
            {
                swapTransaction = Convert.ToBase64String(Unsigned(message)),
                lastValidBlockHeight = Blockhashes.LastValidHeight(slot),
                prioritizationFeeLamports = ((terms.UnitPrice * UnitLimit) + 999_999) / 1_000_000,
                computeUnitLimit = UnitLimit,
                dynamicSlippageReport = (object?)null,
                simulationError = (object?)null,
            }));
        }
    }

    public Task<JupiterAnswer> InstructionsAsync(HttpRequest request, byte[] body, FaultHit? fault)
    {
        var asked = JsonElement.Parse(body);
        lock (chain.Gate)
        {
            chain.Advance();
            var (quote, terms) = Read(asked);
            var plan = builder.Build(quote, terms);
            return Task.FromResult(JupiterAnswer.Ok(new
            {
                tokenLedgerInstruction = (object?)null,
                otherInstructions = JupiterJson.Of(plan.Other),
                computeBudgetInstructions = JupiterJson.Of(plan.ComputeBudget),
                setupInstructions = JupiterJson.Of(plan.Setup),
                swapInstruction = JupiterJson.Of(plan.Swap),
                cleanupInstruction = JupiterJson.Of(plan.Cleanup),
                addressLookupTableAddresses = BuildEndpoints.TablesFor(plan).Keys.Select(k => k.ToString()).ToList(),
            }));
        }
    }

    /// <summary>A transaction whose signatures are all zeros: places for those who are to sign.</summary>
    public static byte[] Unsigned(byte[] message)
    {
        var parsed = MessageReader.Read(message);
        return new SolanaTransaction([.. Enumerable.Range(0, parsed.Signers).Select(_ => new byte[SolanaTransaction.SignatureLength])], message, parsed).ToBytes();
    }

    private (Quote Quote, SwapTerms Terms) Read(JsonElement asked)
    {
        var taker = KeyOf(Text(asked, "userPublicKey") ?? throw new FormatException("Failed to deserialize the JSON body into the target type: missing field `userPublicKey`"));
        if (!asked.TryGetProperty("quoteResponse", out var response) || response.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("Failed to deserialize the JSON body into the target type: missing field `quoteResponse`");
        }

        var hops = response.GetProperty("routePlan").EnumerateArray().Select(s => s.GetProperty("swapInfo")).Select(i => new Hop(
            market.FindPool(KeyOf(Text(i, "ammKey"))) ?? throw new QuoteRefusal("MARKET_NOT_FOUND", $"Market {Text(i, "ammKey")} not found"),
            KeyOf(Text(i, "inputMint")), KeyOf(Text(i, "outputMint")), Number(i, "inAmount"), Number(i, "outAmount"))).ToList();
        var fee = response.TryGetProperty("platformFee", out var f) && f.ValueKind == JsonValueKind.Object ? f.GetProperty("feeBps").GetUInt32() : 0;
        var quote = new Quote
        {
            Input = KeyOf(Text(response, "inputMint")), Output = KeyOf(Text(response, "outputMint")), InAmount = Number(response, "inAmount"),
            OutAmount = Number(response, "outAmount"), SlippageBps = response.GetProperty("slippageBps").GetUInt32(), PlatformFeeBps = fee, Hops = hops, Slot = chain.Tip,
        };
        return (quote, new SwapTerms
        {
            Taker = taker, Payer = taker, IsVersion2 = false, WrapsSol = Flag(asked, "wrapAndUnwrapSol", true),
            Destination = Text(asked, "destinationTokenAccount") is { } there ? KeyOf(there) : null,
            FeeAccount = Text(asked, "feeAccount") is { } account ? KeyOf(account) : null,
            UnitPrice = Math.Min(BuildEndpoints.UnitPrice(""), MostPrice(asked)), UnitLimit = UnitLimit,
        });
    }

    /// <summary>The highest price of a compute unit that keeps within the priority fee that the caller allows.</summary>
    private static ulong MostPrice(JsonElement asked)
    {
        var limit = asked.TryGetProperty("prioritizationFeeLamports", out var fee) ? fee : default;
        var most = limit.ValueKind == JsonValueKind.Number && limit.TryGetUInt64(out var lamports) ? lamports
            : limit.ValueKind == JsonValueKind.Object && limit.TryGetProperty("priorityLevelWithMaxLamports", out var level) ? Solana.Rpc.RpcCall.Number(level, "maxLamports")
            : null;
        return most is { } cap ? (ulong)UInt128.Min((UInt128)cap * 1_000_000 / UnitLimit, ulong.MaxValue) : ulong.MaxValue;
    }

    private static string? Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement of, string name, bool otherwise) => of.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.True : otherwise;

    private static PublicKey KeyOf(string? text) => PublicKey.TryParse(text) ?? throw new FormatException($"Invalid pubkey: {text}");

    private static ulong Number(JsonElement of, string name) => ulong.TryParse(Text(of, name), out var n) ? n : throw new FormatException($"{name} is not an amount");
}
