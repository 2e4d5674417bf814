using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Trading;

/// <summary>
/// Finds a wallet's key, and forgets it after each use. In the emulated world it follows from the wallet's name, and nothing else is ever looked at, so that
/// keys of live wallets are not even loaded. In the live world: the secret store's <c>solana/{name}/private_key</c>, then the original's variable
/// <c>SOLANA_PRIVATE_KEY_{NAME}</c>; for the name <c>default</c> only, <c>SOLANA_PRIVATE_KEY</c>. A variable with <c>_FILE</c> appended names a file.
/// A wallet without a key may be watched: <c>Puppet:Solana:Watch:{name}</c> is its address.
/// </summary>
internal sealed class WalletKeyRing(Worlds worlds, ISecretStore secrets, IConfiguration configuration) : IWalletKeys
{
    /// <summary>The name of the wallet that the original's one variable gives. A definition uses it by naming it, never by default.</summary>
    internal const string Global = "default";

    private const string Variable = "SOLANA_PRIVATE_KEY";

    /// <inheritdoc/>
    public async ValueTask<WalletIdentity> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            using var pair = await OpenAsync(name, cancellationToken);
            return pair is not null ? new WalletIdentity(pair.Address.ToString(), CanSign: true, "") : Watched(name);
        }
        catch (SolanaKeyException e)
        {
            return new WalletIdentity("", CanSign: false, $"The key of the wallet '{name}' cannot be read. {e.Message}");
        }
    }

    /// <summary>The key of a wallet, to be disposed after its use; null where there is none.</summary>
    /// <exception cref="SolanaKeyException">It is in none of the formats.</exception>
    internal async ValueTask<SolanaKeyPair?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        if (!worlds.Solana.IsLive)
        {
            return Emulated(name);
        }

        var text = await secrets.GetAsync($"solana/{name}/private_key", cancellationToken) ?? FromConfiguration(name);
        return string.IsNullOrWhiteSpace(text) ? null : SolanaKeyPair.Read(text);
    }

    private SolanaKeyPair Emulated(string name)
    {
        Span<byte> seed = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{worlds.Solana.Id}/wallet/{name}"), seed);
        return new SolanaKeyPair(seed);
    }

    private string? FromConfiguration(string name) => Value($"{Variable}_{name.ToUpperInvariant().Replace('-', '_').Replace('.', '_')}") ?? (name == Global ? Value(Variable) : null);

    private string? Value(string variable) => configuration[variable] is { Length: > 0 } value ? value
        : configuration[variable + "_FILE"] is { Length: > 0 } file && File.Exists(file) ? File.ReadAllText(file)
        : null;

    private WalletIdentity Watched(string name) => PublicKey.TryParse(configuration[$"{SolanaOptions.Section}:Watch:{name}"], out var address)
        ? new WalletIdentity(address.ToString(), CanSign: false, "")
        : new WalletIdentity("", CanSign: false, $"There is no wallet '{name}'. Store its key as the secret solana/{name}/private_key, or set {Variable}_{name.ToUpperInvariant().Replace('-', '_')}.");
}
