namespace PuppetEngine.Engine.Trading;

/// <summary>
/// The policy's leave to sign one transaction. Only <see cref="Issue"/> makes one, and only of a verdict that allows the trade: a signer that asks for it
/// cannot be reached around the policy.
/// </summary>
public sealed class SigningPermit
{
    private SigningPermit(Trade trade, TradeOffer offer, string walletName, long epoch) => (Trade, Offer, WalletName, Epoch) = (trade, offer, walletName, epoch);

    /// <summary>The trade.</summary>
    public Trade Trade { get; }

    /// <summary>What was judged: the transaction must do this and nothing else.</summary>
    public TradeOffer Offer { get; }

    /// <summary>The name under which the wallet's key is kept.</summary>
    public string WalletName { get; }

    /// <summary>The kill switch's epoch when the permit was made; the signer signs under no other.</summary>
    public long Epoch { get; }

    /// <summary>Makes a permit.</summary>
    /// <param name="trade">The trade, planned.</param>
    /// <param name="offer">What was judged.</param>
    /// <param name="verdict">The policy's verdict on it.</param>
    /// <param name="decision">What followed from it.</param>
    /// <param name="walletName">The name under which the wallet's key is kept.</param>
    /// <param name="epoch">The kill switch's epoch, read from storage just now.</param>
    /// <exception cref="InvalidOperationException">The policy did not allow it.</exception>
    public static SigningPermit Issue(Trade trade, TradeOffer offer, TradeVerdict verdict, TradeDecision decision, string walletName, long epoch)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.IsAllowed && decision == TradeDecision.Sign && trade is { Stage: Grains.Abstractions.Trading.TradeStage.Planned, Signed: null } && trade.Wallet == offer.Terms.Wallet
            ? new SigningPermit(trade, offer, walletName, epoch)
            : throw new InvalidOperationException($"The policy gave no leave to sign trade {trade.Id}.");
    }
}
