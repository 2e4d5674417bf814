namespace PuppetEngine.Engine.Trading;

/// <summary>The one place where a wallet's key is used.</summary>
public interface IWalletSigner
{
    /// <summary>
    /// Looks at the transaction, instruction by instruction, against the terms of the permit, simulates it, reads the kill switch, and signs. What does
    /// not equal the terms is refused.
    /// </summary>
    /// <exception cref="TradeRefusedException">It is not what the permit allows, its simulation fails, everything is stopped, or there is no key.</exception>
    Task<SignedTrade> SignAsync(SigningPermit permit, CancellationToken cancellationToken);
}
