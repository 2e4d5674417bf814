using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>What an accepted transaction can do at most: what a policy reserves before it is signed. Lamports and base units.</summary>
public sealed record SwapFacts
{
    /// <summary>Jupiter's name of the route instruction.</summary>
    public required string Route { get; init; }

    /// <summary>The most input that leaves.</summary>
    public required ulong MaximumIn { get; init; }

    /// <summary>The least output that arrives, or nothing happens.</summary>
    public required ulong MinimumOut { get; init; }

    /// <summary>For the signatures.</summary>
    public required ulong SignatureFee { get; init; }

    /// <summary>For haste: the compute limit times its price.</summary>
    public required ulong PriorityFee { get; init; }

    /// <summary>The tip.</summary>
    public required ulong Tip { get; init; }

    /// <summary>The token accounts that are made where they do not exist; each costs its rent.</summary>
    public required ImmutableArray<PublicKey> CreatedAccounts { get; init; }
}

/// <summary>What an inspection found: facts, or reasons not to sign.</summary>
/// <param name="Facts">What the transaction can do; null if it is refused.</param>
/// <param name="Refusals">Every reason that was found, in the order of the instructions; empty if it is accepted.</param>
public sealed record SwapInspectionResult(SwapFacts? Facts, ImmutableArray<SwapRefusal> Refusals)
{
    /// <summary>Whether it may be signed.</summary>
    public bool IsAccepted => Facts is not null;
}
