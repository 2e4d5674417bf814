namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>The gateway's settings, section <c>Puppet:Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Puppet:Gateway";

    /// <summary>Whether the process serves API and console; without them it serves health and metrics only, beside gateways of their own. Default: true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The address to listen on. <c>ASPNETCORE_URLS</c> and <c>--urls</c> win over it. Default: <c>http://127.0.0.1:8080</c>.</summary>
    public string Url { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Names that a request's Host header may have, without ports; <c>*</c> for any. Default: <c>localhost</c>, <c>127.0.0.1</c>, <c>[::1]</c>.</summary>
    public List<string> AllowedHosts { get; set; } = [];

    /// <summary>Origins that other pages may call the API from, as in <c>https://ops.example.org</c>. Default: none.</summary>
    public List<string> CorsOrigins { get; set; } = [];

    /// <summary>The largest body of a request, in bytes. Default: 1,048,576.</summary>
    public long MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Requests that one key may make per minute, in the long run. Default: 600.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Requests that one key may make at once. Default: 120.</summary>
    public int RequestBurst { get; set; } = 120;

    /// <summary>How long a key's look-up is trusted: a removed key works this much longer. Default: 3 seconds.</summary>
    public TimeSpan KeyCacheTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a console's cookie lasts without use. Default: 12 hours.</summary>
    public TimeSpan SessionTime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How often the feed is asked for news while there are none. Default: 250 milliseconds.</summary>
    public TimeSpan FeedInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Events that wait for one slow subscriber before it gets a gap. Default: 256.</summary>
    public int SubscriberBuffer { get; set; } = 256;

    /// <summary>Subscribers of the stream at once. Default: 200.</summary>
    public int MaxSubscribers { get; set; } = 200;

    /// <summary>Where a gateway that runs apart finds the silos, as <c>host:port</c> of their gateway ports. Default: the localhost cluster.</summary>
    public List<string> Silos { get; set; } = [];

    /// <summary>How long a gateway of its own process waits for a silo when it starts. Default: 30 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The host names in force.</summary>
    internal IReadOnlyList<string> HostNames => AllowedHosts.Count > 0 ? AllowedHosts : ["localhost", "127.0.0.1", "[::1]"];
}
