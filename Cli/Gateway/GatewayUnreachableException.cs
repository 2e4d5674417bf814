namespace PuppetEngine.Cli.Gateway;

/// <summary>Nobody answers at the gateway's address. Commands that can work on the data itself do that instead.</summary>
public sealed class GatewayUnreachableException(Uri url)
    : Exception($"No gateway answers at {url}. Start it by: ./puppet up, or set PUPPET_URL to where it runs.")
{
    /// <summary>The address.</summary>
    public Uri Url { get; } = url;
}
