using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>
/// What a person approves: the most that a trade may take and the least that it must bring, as wide as the agent's limits for slippage and haste, because a
/// market does not stand still while somebody reads. It is bound by its hash, ends ten minutes after the trade was held, and serves once. A quote within it
/// at the moment of signing is covered by it; a worse one is not.
/// </summary>
/// <param name="TradeId">The trade.</param>
/// <param name="Wallet">The wallet.</param>
/// <param name="InputMint">What is given.</param>
/// <param name="OutputMint">What is received.</param>
/// <param name="MostInput">Base units that may be given.</param>
/// <param name="LeastOutput">Base units that must be received.</param>
/// <param name="MostCosts">Lamports that may be paid beside.</param>
/// <param name="Expires">When it ends.</param>
public sealed record ApprovalTerms(
    string TradeId, string Wallet, string InputMint, string OutputMint, ulong MostInput, ulong LeastOutput, ulong MostCosts, DateTimeOffset Expires)
{
    /// <summary>How long an approval can be given and used.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>What is put before a person.</summary>
    public static ApprovalTerms Of(string tradeId, TradeTerms terms, TradeLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(limits);
        var least = (ulong)((UInt128)terms.QuotedUnits * (uint)Math.Clamp(10_000 - limits.SlippageBps, 0, 10_000) / 10_000);
        var costs = Lamports.Sum(terms.Costs.SignatureLamports, limits.PriorityPerTrade, terms.Costs.RentLamports);
        return new ApprovalTerms(
            tradeId, terms.Wallet, terms.InputMint, terms.OutputMint, terms.InputUnits, Math.Max(1, Math.Min(least, terms.LeastUnits)), Math.Max(costs, terms.Costs.Total()), now + Life);
    }

    /// <summary>SHA-256 over the terms, each with its length before it, in lower-case hex.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        foreach (var text in (ReadOnlySpan<string>)[TradeId, Wallet, InputMint, OutputMint])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteUInt64BigEndian(number, (ulong)bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        foreach (var amount in (ReadOnlySpan<ulong>)[MostInput, LeastOutput, MostCosts, (ulong)Expires.ToUnixTimeMilliseconds()])
        {
            BinaryPrimitives.WriteUInt64BigEndian(number, amount);
            hash.AppendData(number);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether a trade on these terms is what was approved.</summary>
    public bool Covers(TradeTerms terms, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return now < Expires
            && (terms.Wallet, terms.InputMint, terms.OutputMint) == (Wallet, InputMint, OutputMint)
            && terms.InputUnits <= MostInput
            && terms.LeastUnits >= LeastOutput
            && terms.Costs.Total() <= MostCosts;
    }
}
