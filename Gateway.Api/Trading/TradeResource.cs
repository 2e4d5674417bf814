using System.Globalization;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Gateway.Api.Trading;

/// <summary>A trade as the API shows it. Amounts are integers in base units of their mint (lamports for SOL), written as texts: JSON's numbers do not hold them all.</summary>
public sealed record TradeResource
{
    /// <summary>Its effect's id.</summary>
    public required string TradeId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string AgentId { get; init; }

    /// <summary>The wallet's public key.</summary>
    public required string Wallet { get; init; }

    /// <summary>The world in which it moves money.</summary>
    public required string World { get; init; }

    /// <summary>Where it stands: planned, held, signed, landed, settling, unknown, settled, failed, refused, cancelled or dry_run.</summary>
    public required TradeStage Stage { get; init; }

    /// <summary>What is given, a mint.</summary>
    public required string InputMint { get; init; }

    /// <summary>What is received, a mint.</summary>
    public required string OutputMint { get; init; }

    /// <summary>What is given.</summary>
    public required string Amount { get; init; }

    /// <summary>What is received at least; of a held trade what an approval would allow. Null before the first quote.</summary>
    public required string? LeastReceived { get; init; }

    /// <summary>What it costs beside, at most, in lamports; of a held trade what an approval would allow. Null before the first quote.</summary>
    public required string? MostCostsLamports { get; init; }

    /// <summary>What is to be sent back with an approval; null where nobody is asked.</summary>
    public required string? ApprovalHash { get; init; }

    /// <summary>Until when it may be approved, or signed.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The transaction's name on the chain; null before it is signed.</summary>
    public required string? Signature { get; init; }

    /// <summary>Transactions of it that provably never landed.</summary>
    public required IReadOnlyList<string> DeadSignatures { get; init; }

    /// <summary>What left by the chain, fees not counted; null until it is final.</summary>
    public required string? Spent { get; init; }

    /// <summary>What came by the chain; null until it is final.</summary>
    public required string? Received { get; init; }

    /// <summary>Fees and tips in lamports; null until it is final.</summary>
    public required string? FeeLamports { get; init; }

    /// <summary>Why the policy refused it the last time: codes and sentences.</summary>
    public required IReadOnlyList<TradeFindingResource> Findings { get; init; }

    /// <summary>Why it stands as it does, a stable code; empty when there is nothing to say.</summary>
    public required string Verdict { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Detail { get; init; }

    /// <summary>Who wants it.</summary>
    public required string Proposer { get; init; }

    /// <summary>Why, in their words.</summary>
    public required string Reason { get; init; }

    /// <summary>When the intent was stored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static TradeResource From(TradeView view) => new()
    {
        TradeId = view.TradeId, AgentId = view.AgentId, Wallet = view.Wallet, World = view.World, Stage = view.Stage,
        InputMint = view.InputMint, OutputMint = view.OutputMint, Amount = Units(view.InputUnits)!,
        LeastReceived = Units(view.ApprovalLeastUnits ?? view.Terms?.LeastUnits), MostCostsLamports = Units(view.ApprovalMostCosts ?? view.Terms?.Costs.Total()),
        ApprovalHash = view.ApprovalHash, Expires = view.Expires, Signature = view.Signature, DeadSignatures = view.DeadSignatures,
        Spent = Units(view.SpentUnits), Received = Units(view.ReceivedUnits), FeeLamports = Units(view.FeeLamports),
        Findings = [.. view.Findings.Select(f => new TradeFindingResource(f.Code, f.Detail))], Verdict = view.Verdict, Detail = view.Detail,
        Proposer = view.Proposer, Reason = view.Reason, At = view.At, UpdatedAt = view.UpdatedAt,
    };

    internal static string? Units(ulong? units) => units?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One reason of the policy.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Detail">What is so, and how to mend it.</param>
public sealed record TradeFindingResource(string Code, string Detail);

/// <summary>An order to trade.</summary>
/// <param name="InputMint">What is given, a mint's address.</param>
/// <param name="OutputMint">What is received, a mint's address.</param>
/// <param name="Amount">What is given, in base units (lamports for SOL), as a text of digits.</param>
/// <param name="SlippageBps">Slippage in hundredths of a per cent. Default: half of what the agent's limits allow.</param>
/// <param name="Reason">Why; shown and journaled.</param>
public sealed record TradeRequest(string? InputMint = null, string? OutputMint = null, string? Amount = null, int? SlippageBps = null, string? Reason = null);

/// <summary>SOL of the emulated chain.</summary>
/// <param name="Lamports">How much, as a text of digits. Default: 10 SOL.</param>
public sealed record FundRequest(string Lamports = "10000000000");

/// <summary>An approval.</summary>
/// <param name="Hash">The <c>approval_hash</c> of the trade as it was read.</param>
public sealed record TradeApprovalRequest(string? Hash = null);

/// <summary>What became of a trade in doubt.</summary>
/// <param name="Outcome"><c>landed</c> or <c>not_landed</c>.</param>
public sealed record TradeResolveRequest(string? Outcome = null);
