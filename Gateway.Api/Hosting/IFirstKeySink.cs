namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>
/// Takes the key that was made at the first start. The host prints it once and keeps it in a file that only its owner can read
/// (<c>data/api-key</c>, mode 0600). A host that registers none must be given a key by <c>PUPPET_API_KEY</c>.
/// </summary>
public interface IFirstKeySink
{
    /// <summary>Keeps the key. When this fails, the key is not made, and the start fails with it.</summary>
    Task KeepAsync(string key, CancellationToken cancellationToken);
}
