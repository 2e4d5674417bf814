using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>Whether a person's approval counts.</summary>
public static class ApprovalRule
{
    /// <summary>The trade does not wait for anybody.</summary>
    public const string NotHeld = "not_held";

    /// <summary>The ten minutes are over.</summary>
    public const string Expired = "approval_expired";

    /// <summary>The hash is not that of what is asked.</summary>
    public const string Mismatch = "approval_mismatch";

    /// <summary>The one who proposed it approves it.</summary>
    public const string OwnProposal = "approval_own";

    /// <summary>Why an approval does not count, a code; null where it does.</summary>
    /// <param name="trade">The trade.</param>
    /// <param name="hash">The hash that the person saw and sent.</param>
    /// <param name="by">The API key's name.</param>
    /// <param name="othersMayApprove">Whether another key with the scope <c>trade</c> exists.</param>
    /// <param name="now">The present.</param>
    public static string? Refusal(Trade trade, string hash, string by, bool othersMayApprove, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade is not { Stage: TradeStage.Held, Asked: { } asked } ? NotHeld
            : now >= asked.Expires ? Expired
            : !string.Equals(hash, asked.Hash(), StringComparison.Ordinal) ? Mismatch
            : othersMayApprove && string.Equals(by, trade.Intent.Proposer, StringComparison.Ordinal) ? OwnProposal
            : null;
    }
}
