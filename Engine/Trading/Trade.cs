using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>A trade from its intent to its place in the ledger. Immutable; changed only by <see cref="TradeMachine"/>.</summary>
public sealed record Trade
{
    /// <summary>Its effect's id: the same cause always finds the same trade.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string AgentId { get; init; }

    /// <summary>The wallet's public key.</summary>
    public required string Wallet { get; init; }

    /// <summary>What is wanted.</summary>
    public required TradeIntent Intent { get; init; }

    /// <summary>Where it stands.</summary>
    public TradeStage Stage { get; init; }

    /// <summary>When the intent was stored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Nothing is signed for it after this.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>It is not tried again before; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The last terms on which it was judged; those it was signed on, once it is.</summary>
    public TradeTerms? Terms { get; init; }

    /// <summary>What was put before a person; null where nobody was asked.</summary>
    public ApprovalTerms? Asked { get; init; }

    /// <summary>Who approved it; null until then, and again once it was signed: an approval serves once.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>What was signed; null before, and after it was proved dead.</summary>
    public SignedTrade? Signed { get; init; }

    /// <summary>Signatures of it that are proved dead.</summary>
    public ImmutableArray<string> Dead { get; init; } = [];

    /// <summary>Times the signed bytes were sent, counted before each.</summary>
    public int Sends { get; init; }

    /// <summary>When they were last sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When the chain was last asked about them.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>What the policy found, the last time it refused.</summary>
    public ImmutableArray<TradeFinding> Findings { get; init; } = [];

    /// <summary>What it did; null until it is final.</summary>
    public TradeReceipt? Receipt { get; init; }

    /// <summary>Raised by every change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>A stable code for why it stands as it does; empty when there is nothing to say.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>The verdict in words.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Whether something signed for it may still take effect: the kill switch names these.</summary>
    [JsonIgnore]
    public bool MayStillLand => Stage is TradeStage.Signed or TradeStage.Landed or TradeStage.Unknown;

    /// <summary>Whether nothing more happens by itself.</summary>
    [JsonIgnore]
    public bool HasEnded => TradeMachine.IsTerminal(Stage);

    /// <summary>The trade as others see it.</summary>
    /// <param name="world">The world in which it moves money.</param>
    public TradeView ToView(string world) => new()
    {
        TradeId = Id, AgentId = AgentId, Wallet = Wallet, World = world, Stage = Stage,
        InputMint = Intent.InputMint, OutputMint = Intent.OutputMint, InputUnits = Intent.InputUnits, Proposer = Intent.Proposer, Reason = Intent.Reason, Cause = Intent.Cause, BodyHash = Intent.BodyHash,
        Terms = Terms, ApprovalHash = Stage == TradeStage.Held ? Asked?.Hash() : null, ApprovalLeastUnits = Stage == TradeStage.Held ? Asked?.LeastOutput : null, ApprovalMostCosts = Stage == TradeStage.Held ? Asked?.MostCosts : null, Expires = Expires,
        Signature = Receipt?.Signature ?? Signed?.Signature, DeadSignatures = Dead, Findings = Findings,
        SpentUnits = Receipt?.SpentUnits, ReceivedUnits = Receipt?.ReceivedUnits, FeeLamports = Receipt?.FeeLamports,
        Verdict = Verdict, Detail = Detail, At = At, UpdatedAt = UpdatedAt, Version = Version,
    };
}
