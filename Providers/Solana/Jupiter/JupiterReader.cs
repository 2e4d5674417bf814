using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>Reads Jupiter's answers. Amounts are strings of digits; what is a number with a point is a price and becomes a decimal.</summary>
internal static class JupiterReader
{
    /// <summary>A quote, which must answer the request.</summary>
    /// <exception cref="FormatException">It answers another.</exception>
    internal static JupiterQuote Quote(JsonElement body, JupiterSwapRequest request)
    {
        var quote = new JupiterQuote
        {
            InputMint = Key(body.GetProperty("inputMint")),
            OutputMint = Key(body.GetProperty("outputMint")),
            InAmount = Digits(body.GetProperty("inAmount")),
            OutAmount = Digits(body.GetProperty("outAmount")),
            OtherAmountThreshold = Digits(body.GetProperty("otherAmountThreshold")),
            Mode = Text(body, "swapMode") == "ExactOut" ? SwapMode.ExactOut : SwapMode.ExactIn,
            SlippageBasisPoints = body.GetProperty("slippageBps").GetUInt16(),
            PriceImpactBasisPoints = Impact(body),
            PlatformFeeBasisPoints = body.TryGetProperty("platformFee", out var fee) && Number(fee, "feeBps") is { } basisPoints ? checked((ushort)decimal.Ceiling(basisPoints)) : (ushort)0,
            IntermediateMints = Intermediate(body),
        };
        return quote.InputMint == request.InputMint && quote.OutputMint == request.OutputMint && quote.Mode == request.Mode
            && (quote.Mode == SwapMode.ExactIn ? quote.InAmount : quote.OutAmount) == request.Amount && quote.SlippageBasisPoints == request.SlippageBasisPoints
            && quote.OutAmount > 0 && quote.InAmount > 0
                ? quote
                : throw new FormatException("The quote answers another request.");
    }

    internal static JupiterBuild Build(JsonElement body, JupiterSwapRequest request)
    {
        var blockhash = body.GetProperty("blockhashWithMetadata");
        return new JupiterBuild
        {
            Quote = Quote(body, request),
            Setup = Instructions(body, "setupInstructions"),
            Swap = Instruction(body.GetProperty("swapInstruction")),
            Cleanup = Optional(body, "cleanupInstruction"),
            Other = Instructions(body, "otherInstructions"),
            Tip = Optional(body, "tipInstruction"),
            UnitPrice = Instructions(body, "computeBudgetInstructions").Select(PriceOf).Max() ?? 0,
            LookupTables = body.TryGetProperty("addressesByLookupTableAddress", out var tables) && tables.ValueKind == JsonValueKind.Object
                ? [.. tables.EnumerateObject().Select(table => PublicKey.Parse(table.Name))]
                : [],
            Blockhash = new Blockhash(new PublicKey([.. blockhash.GetProperty("blockhash").EnumerateArray().Select(value => value.GetByte())])),
            LastValidBlockHeight = Height(blockhash.GetProperty("lastValidBlockHeight")) ?? throw new FormatException("No block height."),
        };
    }

    internal static JupiterOrder Order(JsonElement body, JupiterSwapRequest request) => new()
    {
        Quote = Quote(body, request),
        Router = Text(body, "router"),
        Transaction = Text(body, "transaction") is { Length: > 0 } transaction ? SolanaTransaction.Parse(transaction) : null,
        RequestId = Text(body, "requestId") is { Length: > 0 } id ? id : throw new FormatException("No request id."),
        LastValidBlockHeight = body.TryGetProperty("lastValidBlockHeight", out var height) ? Height(height) : null,
    };

    internal static JupiterExecution Execution(JsonElement body)
    {
        var code = body.GetProperty("code").GetInt32();
        // A word of success with a code of failure is no success.
        var outcome = code == 0 && Text(body, "status") != "Success" ? JupiterExecutionOutcome.Unknown : JupiterExecution.OutcomeOf(code);
        return new JupiterExecution(outcome, code, Signature.TryParse(Text(body, "signature"), out var signature) ? signature : null);
    }

    internal static JupiterPrice? Price(JsonElement price) => price.ValueKind == JsonValueKind.Object && Number(price, "usdPrice") is { } usd && usd > 0
        ? new JupiterPrice(usd, price.GetProperty("decimals").GetByte(), Number(price, "blockId") is { } block ? (ulong)block : null, Number(price, "priceChange24h"), Number(price, "liquidity"))
        : null;

    internal static JupiterToken Token(JsonElement token)
    {
        var audit = token.TryGetProperty("audit", out var given) ? given : default;
        return new JupiterToken
        {
            Mint = Key(token.GetProperty("id")),
            Name = Text(token, "name"),
            Symbol = Text(token, "symbol"),
            Decimals = token.GetProperty("decimals").GetByte(),
            TokenProgram = PublicKey.TryParse(Text(token, "tokenProgram"), out var program) ? program : null,
            IsVerified = Flag(token, "isVerified") ?? false,
            MintAuthorityDisabled = Flag(audit, "mintAuthorityDisabled"),
            FreezeAuthorityDisabled = Flag(audit, "freezeAuthorityDisabled"),
            TopHoldersPercent = Number(audit, "topHoldersPercentage"),
            OrganicScore = Number(token, "organicScore"),
            UsdPrice = Number(token, "usdPrice"),
            LiquidityUsd = Number(token, "liquidity"),
            MarketCapUsd = Number(token, "mcap"),
            FirstPoolAt = token.TryGetProperty("firstPool", out var pool) && DateTimeOffset.TryParse(Text(pool, "createdAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made) ? made : null,
        };
    }

    internal static string Text(JsonElement body, string name) => JupiterErrorTable.Text(body, name);

    internal static ulong Digits(JsonElement text) => ulong.Parse(text.GetString() ?? "", NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A block height, which comes as a number, as a string, or as nothing.</summary>
    internal static ulong? Height(JsonElement height) => height.ValueKind switch
    {
        JsonValueKind.Number => height.GetUInt64(),
        JsonValueKind.String when height.GetString() is { Length: > 0 } => Digits(height),
        _ => null,
    };

    private static PublicKey Key(JsonElement text) => PublicKey.Parse(text.GetString() ?? "");

    private static decimal? Number(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    private static bool? Flag(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    /// <summary>A share of one as a string (<c>"0.0001"</c> is one basis point), or else a percentage as a number (<c>-0.1</c> is ten).</summary>
    private static uint? Impact(JsonElement body)
    {
        var share = decimal.TryParse(Text(body, "priceImpactPct"), NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? given : Number(body, "priceImpact") / 100;
        return share is > -1000 and < 1000 ? (uint)decimal.Ceiling(Math.Abs(share.Value) * 10_000) : null;
    }

    private static ImmutableArray<PublicKey> Intermediate(JsonElement body) => body.TryGetProperty("routePlan", out var plan) && plan.ValueKind == JsonValueKind.Array
        ? [.. plan.EnumerateArray().Select(step => step.GetProperty("swapInfo")).SelectMany(swap => new[] { Key(swap.GetProperty("inputMint")), Key(swap.GetProperty("outputMint")) })
            .Except([Key(body.GetProperty("inputMint")), Key(body.GetProperty("outputMint"))]).Distinct()]
        : [];

    private static ImmutableArray<Instruction> Instructions(JsonElement body, string name) =>
        body.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(Instruction)] : [];

    private static Instruction? Optional(JsonElement body, string name) => body.TryGetProperty(name, out var call) && call.ValueKind == JsonValueKind.Object ? Instruction(call) : null;

    private static Instruction Instruction(JsonElement call) => new(
        Key(call.GetProperty("programId")),
        [.. call.GetProperty("accounts").EnumerateArray().Select(account => new AccountMeta(Key(account.GetProperty("pubkey")), account.GetProperty("isSigner").GetBoolean(), account.GetProperty("isWritable").GetBoolean()))],
        [.. call.GetProperty("data").GetBytesFromBase64()]);

    private static ulong? PriceOf(Instruction call) =>
        call.Program == SolanaPrograms.ComputeBudget && call.Data is [ComputeBudgetInstructions.PriceTag, .. { Length: 8 } price] ? BitConverter.ToUInt64(price.AsSpan()) : null;
}
