namespace PuppetEngine.Providers.Solana;

/// <summary>Settings of the Solana client, section <c>Puppet:Solana</c>. Keys are not here.</summary>
public sealed class SolanaOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Puppet:Solana";

    /// <summary>
    /// Where JSON-RPC answers, the preferred first. What decides about money is asked of two of them, so in a live world two of different
    /// operators are needed. Default: <c>https://api.mainnet-beta.solana.com</c>.
    /// </summary>
    public IList<string> Endpoints { get; set; } = [];

    /// <summary>Where subscriptions are made. Default: the first endpoint with ws or wss; port 8900 for a validator's 8899.</summary>
    public string SocketUrl { get; set; } = "";

    /// <summary>How long a connection may take to open. Default: 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt of a call may take. Default: 10 s.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a read is tried, over all endpoints. Sending is never tried twice. Default: 4.</summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>How long to wait before a read is tried at an endpoint again; doubled each time. Default: 500 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The most calls in one batch. Default: 100.</summary>
    public int MaxBatch { get; set; } = 100;

    /// <summary>How often the status of a signature is asked while it is waited for. Default: 2 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The endpoints, with the default where none is set.</summary>
    internal IReadOnlyList<Uri> EndpointAddresses => Endpoints.Count == 0 ? [new Uri("https://api.mainnet-beta.solana.com")] : [.. Endpoints.Select(e => new Uri(e))];

    /// <summary>The address of subscriptions.</summary>
    internal Uri SocketAddress
    {
        get
        {
            if (SocketUrl.Length > 0)
            {
                return new Uri(SocketUrl);
            }

            var first = EndpointAddresses[0];
            return new UriBuilder(first) { Scheme = first.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Port = first.Port == 8899 ? 8900 : first.Port }.Uri;
        }
    }
}
