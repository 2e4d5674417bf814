using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>
/// One wallet: its trades, caps and ledger. Key: <c>world/public key</c>. Its methods never await the chain or the market: they store an
/// intent and return; the wallet's runner does the work.
/// </summary>
[Alias("PuppetEngine.Trading.IWalletGrain")]
public interface IWalletGrain : IGrainWithStringKey
{
    /// <summary>Stores the intent of a trade. Idempotent by the trade's id while it is open.</summary>
    [Alias("Propose")]
    Task<TradeResult> Propose(TradeOrder order);

    /// <summary>Approves or rejects a trade that is held, or says what became of one that is unknown.</summary>
    [Alias("Review"), AlwaysInterleave]
    Task<TradeResult> Review(TradeReview review);

    /// <summary>The wallet by its own books.</summary>
    [Alias("GetWallet"), AlwaysInterleave]
    Task<WalletView> GetWallet();

    /// <summary>An open trade; null where it has ended, or never was.</summary>
    [Alias("FindTrade"), AlwaysInterleave]
    Task<TradeView?> FindTrade(string tradeId);
}
