using PuppetEngine.Engine.Trading;

namespace PuppetEngine.Grains.Trading;

/// <summary>Why a wallet takes no order or no review: stable codes, and what they say.</summary>
internal static class WalletProblems
{
    /// <summary>The wallet is one of another world.</summary>
    public const string ForeignWorld = "foreign_world";

    /// <summary>The trade was made.</summary>
    public const string Ended = "trade_ended";

    /// <summary>Too many trades wait.</summary>
    public const string Full = "wallet_full";

    /// <summary>There is no such open trade, or it is in no stage for this.</summary>
    public const string NotOpen = "trade_state";

    /// <summary>The trade changed since it was read.</summary>
    public const string Changed = "trade_changed";

    /// <summary>Verdict of a trade that a person rejected.</summary>
    public const string Rejected = "rejected";

    /// <summary>A code of <see cref="ApprovalRule"/> in words.</summary>
    public static string Say(string code) => code switch
    {
        ApprovalRule.Expired => "The ten minutes for an approval are over. Order the trade again.",
        ApprovalRule.Mismatch => "The hash is not that of the terms that are asked about. Read the trade again and send its approval_hash.",
        ApprovalRule.OwnProposal => "Who ordered a trade does not approve it. Let another key with the scope trade do it.",
        _ => "The trade does not wait for an approval.",
    };
}
