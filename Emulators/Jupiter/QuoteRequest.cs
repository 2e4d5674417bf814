using System.Globalization;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>What the query of a quote, build or order asks for.</summary>
internal sealed record QuoteRequest
{
    private const uint UsualSlippage = 50;

    public required PublicKey Input { get; init; }

    public required PublicKey Output { get; init; }

    public required ulong Amount { get; init; }

    public uint SlippageBps { get; init; } = UsualSlippage;

    public uint PlatformFeeBps { get; init; }

    public bool DirectOnly { get; init; }

    /// <summary>The lists of venues leave none.</summary>
    public bool ExcludesEveryVenue { get; init; }

    /// <exception cref="FormatException">A parameter is missing or wrong; the sentence says which.</exception>
    public static QuoteRequest Read(IQueryCollection query)
    {
        var (only, without) = (List(query, "dexes"), List(query, "excludeDexes"));
        if (only.Count > 0 && without.Count > 0)
        {
            throw new FormatException("dexes and excludeDexes are mutually exclusive");
        }

        if (query["swapMode"].ToString() is { Length: > 0 } mode && mode != "ExactIn")
        {
            throw new QuoteRefusal("NOT_SUPPORTED", $"Swap mode {mode} is not supported");
        }

        var amount = Number(query, "amount") ?? throw new FormatException("Query parameter amount is required");
        return new QuoteRequest
        {
            Input = Key(query, "inputMint") ?? throw new FormatException("Query parameter inputMint is required"),
            Output = Key(query, "outputMint") ?? throw new FormatException("Query parameter outputMint is required"),
            Amount = amount > 0 ? amount : throw new QuoteRefusal("CANNOT_COMPUTE_OTHER_AMOUNT_THRESHOLD", "Cannot compute other amount threshold"),
            SlippageBps = query["slippageBps"].ToString() is "" or "rtse" ? UsualSlippage : Within(query, "slippageBps", 10_000) ?? UsualSlippage,
            PlatformFeeBps = Within(query, "platformFeeBps", 10_000) ?? 0,
            DirectOnly = query["onlyDirectRoutes"] == "true",
            ExcludesEveryVenue = without.Contains(Pool.Label) || (only.Count > 0 && !only.Contains(Pool.Label)),
        };
    }

    public static PublicKey? Key(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text
        ? PublicKey.TryParse(text) ?? throw new FormatException($"Query parameter {name} cannot be parsed: Invalid pubkey")
        : null;

    public static ulong? Number(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text
        ? ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw new FormatException($"Query parameter {name} cannot be parsed: invalid digit found in string")
        : null;

    public static uint? Within(IQueryCollection query, string name, uint most, uint least = 0) => Number(query, name) is { } n
        ? n >= least && n <= most ? (uint)n : throw new FormatException($"Query parameter {name} has to be between {least} and {most}")
        : null;

    private static List<string> List(IQueryCollection query, string name) =>
        [.. query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
