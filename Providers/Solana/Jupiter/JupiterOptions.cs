namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>Which of Jupiter's ways a swap takes.</summary>
public enum JupiterSwapApi
{
    /// <summary><c>/swap/v2/build</c>: we pay, assemble, sign and send.</summary>
    Build,

    /// <summary><c>/swap/v2/order</c> and <c>/execute</c>: Jupiter assembles and sends. Only where the wallet is fee payer and sole missing signer.</summary>
    Order,

    /// <summary><c>/swap/v1/quote</c> and <c>/swap</c>: the older API, still served.</summary>
    V1,
}

/// <summary>Settings of the Jupiter client, section <c>Puppet:Jupiter</c>.</summary>
public sealed class JupiterOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Puppet:Jupiter";

    /// <summary>Where the API answers, without a slash at its end. Default: <c>https://api.jup.ag</c>.</summary>
    public string BaseUrl { get; set; } = "https://api.jup.ag";

    /// <summary>The API key; also <see cref="ApiKeyFile"/>. Default: none, which Jupiter serves once in two seconds.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>A file that holds <see cref="ApiKey"/>. Default: none.</summary>
    public string ApiKeyFile { get; set; } = "";

    /// <summary>Which way swaps take. Default: <see cref="JupiterSwapApi.Build"/>.</summary>
    public JupiterSwapApi SwapApi { get; set; } = JupiterSwapApi.Build;

    /// <summary>How long a connection may take to open. Default: 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call may take. Default: 10 s.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <c>/execute</c> may take, which waits for the transaction to land. Default: 60 s.</summary>
    public TimeSpan ExecuteTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
