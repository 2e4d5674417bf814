namespace PuppetEngine.Engine.Trading;

/// <summary>Which wallets there are, without showing their keys.</summary>
public interface IWalletKeys
{
    /// <summary>Looks a wallet up where its world keeps its key.</summary>
    /// <param name="name">Its name: an agent's id, or what a definition's <c>wallet</c> says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<WalletIdentity> ResolveAsync(string name, CancellationToken cancellationToken);
}

/// <summary>A wallet as far as it is nobody's secret.</summary>
/// <param name="PublicKey">Base58; empty where there is none.</param>
/// <param name="CanSign">Whether its key is here; false for one that is only watched.</param>
/// <param name="Problem">Why it cannot be used, with what mends it; empty where it can.</param>
public sealed record WalletIdentity(string PublicKey, bool CanSign, string Problem);

/// <summary>A deployment without a provider for wallets.</summary>
public sealed class NoWallets : IWalletKeys
{
    /// <inheritdoc/>
    public ValueTask<WalletIdentity> ResolveAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new WalletIdentity("", false, "This deployment has no provider for wallets."));
}
