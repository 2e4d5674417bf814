namespace PuppetEngine.Emulators;

/// <summary>Settings of the Jupiter emulator, whose swaps settle on the emulated chain.</summary>
public sealed class JupiterEmulatorOptions
{
    internal const string Keyless = "keyless";

    /// <summary>Requests per second of each tier, counted over a minute.</summary>
    internal static readonly IReadOnlyDictionary<string, double> Tiers = new Dictionary<string, double>
    {
        [Keyless] = 0.5, ["free"] = 1, ["developer"] = 10, ["launch"] = 50, ["pro"] = 150,
    };

    /// <summary>API keys that are accepted; empty accepts any. A request without a key is served as <c>keyless</c>. Default: empty.</summary>
    public IList<string> AcceptedKeys { get; set; } = [];

    /// <summary>Tier of requests with a key: <c>free</c>, <c>developer</c>, <c>launch</c>, <c>pro</c>. Default: <c>developer</c>.</summary>
    public string Tier { get; set; } = "developer";

    /// <summary>Refuse requests beyond the tier's limit. False counts them and answers. Default: true.</summary>
    public bool EnforceLimits { get; set; } = true;

    /// <summary>Jupiter's own fee on orders, in hundredths of a percent, 0 to 255. Default: 10.</summary>
    public int OrderFeeBps { get; set; } = 10;

    /// <summary>Router that wins orders: <c>metis</c>, whose transactions the taker alone signs, or <c>jupiterz</c>, where a market maker pays and signs last. Default: <c>metis</c>.</summary>
    public string Router { get; set; } = "metis";

    internal static double ExecutePerSecond(string tier) => tier switch
    {
        Keyless => 20,
        "free" => 50,
        _ => 100,
    };
}
