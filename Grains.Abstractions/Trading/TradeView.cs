using System.Collections.Immutable;
using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>A trade as the API, the console and the CLI show it. Amounts are integers in base units of their mint, lamports for SOL.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.TradeView")]
public sealed record TradeView
{
    /// <summary>Its effect's id.</summary>
    [Id(0)] public required string TradeId { get; init; }

    /// <summary>Whose it is.</summary>
    [Id(1)] public required string AgentId { get; init; }

    /// <summary>The wallet's public key.</summary>
    [Id(2)] public required string Wallet { get; init; }

    /// <summary>The world in which it moves money.</summary>
    [Id(3)] public required string World { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(4)] public required TradeStage Stage { get; init; }

    /// <summary>What is given, a mint.</summary>
    [Id(5)] public required string InputMint { get; init; }

    /// <summary>What is received, a mint.</summary>
    [Id(6)] public required string OutputMint { get; init; }

    /// <summary>Base units that are given.</summary>
    [Id(7)] public required ulong InputUnits { get; init; }

    /// <summary>The terms on which it was judged last, or signed; null before the first quote.</summary>
    [Id(8)] public TradeTerms? Terms { get; init; }

    /// <summary>What an approval binds, to be sent back with it; null where nobody is asked.</summary>
    [Id(9)] public string? ApprovalHash { get; init; }

    /// <summary>Until when it may be approved, or signed.</summary>
    [Id(10)] public required DateTimeOffset Expires { get; init; }

    /// <summary>The transaction's name on the chain; null before it is signed.</summary>
    [Id(11)] public string? Signature { get; init; }

    /// <summary>Transactions of it that provably never landed.</summary>
    [Id(12)] public ImmutableArray<string> DeadSignatures { get; init; } = [];

    /// <summary>What the policy found the last time that it refused.</summary>
    [Id(13)] public ImmutableArray<TradeFinding> Findings { get; init; } = [];

    /// <summary>Base units that left by the chain, fees not counted; null until it is final.</summary>
    [Id(14)] public ulong? SpentUnits { get; init; }

    /// <summary>Base units that came by the chain; null until it is final.</summary>
    [Id(15)] public ulong? ReceivedUnits { get; init; }

    /// <summary>Fees and tips in lamports; null until it is final.</summary>
    [Id(16)] public ulong? FeeLamports { get; init; }

    /// <summary>Why it stands as it does, a stable code; empty when there is nothing to say.</summary>
    [Id(17)] public string Verdict { get; init; } = "";

    /// <summary>The verdict in words.</summary>
    [Id(18)] public string Detail { get; init; } = "";

    /// <summary>Who wants it.</summary>
    [Id(19)] public string Proposer { get; init; } = "";

    /// <summary>Why, in their words.</summary>
    [Id(20)] public string Reason { get; init; } = "";

    /// <summary>When the intent was stored.</summary>
    [Id(21)] public required DateTimeOffset At { get; init; }

    /// <summary>When it last changed.</summary>
    [Id(22)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Raised by every change.</summary>
    [Id(23)] public long Version { get; init; }

    /// <summary>What caused it: <c>request</c> or <c>occurrence</c>.</summary>
    [Id(24)] public string Cause { get; init; } = "";

    /// <summary>SHA-256 of the request's body, lower-case hex; empty for an occurrence.</summary>
    [Id(25)] public string BodyHash { get; init; } = "";

    /// <summary>What must come at least by what a person is asked to approve; null where nobody is asked.</summary>
    [Id(26)] public ulong? ApprovalLeastUnits { get; init; }

    /// <summary>What may be paid beside at most by what a person is asked to approve, in lamports; null where nobody is asked.</summary>
    [Id(27)] public ulong? ApprovalMostCosts { get; init; }
}
