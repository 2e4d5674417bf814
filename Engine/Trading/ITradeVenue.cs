namespace PuppetEngine.Engine.Trading;

/// <summary>The market and the chain, as a wallet sees them.</summary>
public interface ITradeVenue
{
    /// <summary>Quotes an intent and builds its transaction, with the wallet as payer, owner and sole signer. Signs nothing.</summary>
    /// <exception cref="TradeRefusedException">There is no route, the market or the chain cannot be reached, or endpoints contradict each other.</exception>
    Task<TradeOffer> OfferAsync(string wallet, TradeIntent intent, CancellationToken cancellationToken);

    /// <summary>Sends signed bytes as they are. Its end says nothing: whether they landed is only read.</summary>
    Task SendAsync(SignedTrade signed, CancellationToken cancellationToken);

    /// <summary>What each endpoint says of a signature, heights read before; those that do not answer are left out.</summary>
    Task<IReadOnlyCollection<SignatureReading>> ReadAsync(SignedTrade signed, CancellationToken cancellationToken);

    /// <summary>What a final transaction did to the wallet; null while no endpoint shows it.</summary>
    Task<TradeReceipt?> ReceiptAsync(string wallet, TradeIntent intent, string signature, CancellationToken cancellationToken);
}
