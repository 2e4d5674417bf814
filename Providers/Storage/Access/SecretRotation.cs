namespace PuppetEngine.Providers.Storage.Access;

/// <summary>Changes the key under which secrets are sealed.</summary>
public sealed class SecretRotation
{
    private readonly SecretTable _table;

    internal SecretRotation(SecretTable table) => _table = table;

    /// <summary>
    /// Seals every secret under a new key and forgets the old one. Broken off at any point it can be run again: the key file holds both
    /// keys until every row is sealed under the new one. A copy of the old key file no longer opens anything.
    /// </summary>
    /// <returns>How many secrets were sealed anew.</returns>
    public Task<int> RotateAsync(CancellationToken cancellationToken) => _table.RotateAsync(cancellationToken);
}
