using System.Collections.Immutable;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>What the policy says of a trade.</summary>
/// <param name="Findings">Why not, all reasons at once; empty where it may be made.</param>
/// <param name="Entry">What it takes of the caps at most; null where that cannot be counted.</param>
/// <param name="NeedsApproval">Whether it may be made only after a person approved it.</param>
public sealed record TradeVerdict(ImmutableArray<TradeFinding> Findings, BookEntry? Entry, bool NeedsApproval)
{
    /// <summary>Whether nothing speaks against it.</summary>
    public bool IsAllowed => Findings.IsEmpty && Entry is not null;
}
