using PuppetEngine.Engine.Access;

namespace PuppetEngine.Silo.Hosting;

/// <summary>The secret store, which tells the check of outgoing texts what is put into it, before anybody can use it.</summary>
internal sealed class WatchedSecretStore(ISecretStore inner, ConfiguredSecrets known) : ISecretStore
{
    /// <inheritdoc/>
    public Task<string?> GetAsync(string name, CancellationToken cancellationToken) => inner.GetAsync(name, cancellationToken);

    /// <inheritdoc/>
    public async Task PutAsync(string name, string value, CancellationToken cancellationToken)
    {
        await inner.PutAsync(name, value, cancellationToken);
        known.Set(name, value);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var deleted = await inner.DeleteAsync(name, cancellationToken);
        known.Set(name, await inner.GetAsync(name, cancellationToken));
        return deleted;
    }

    /// <inheritdoc/>
    public Task<List<string>> ListNamesAsync(string prefix, CancellationToken cancellationToken) => inner.ListNamesAsync(prefix, cancellationToken);

    /// <inheritdoc/>
    public Task<List<StoredSecret>> ReadPageAsync(string after, int limit, CancellationToken cancellationToken) => inner.ReadPageAsync(after, limit, cancellationToken);
}
