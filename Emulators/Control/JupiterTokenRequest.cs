namespace PuppetEngine.Emulators.Control;

/// <summary>Body of <c>POST /control/jupiter/tokens</c>: what it leaves out stays.</summary>
internal sealed record JupiterTokenRequest
{
    public string? Symbol { get; init; }

    public string? Mint { get; init; }

    public string? Name { get; init; }

    /// <summary>US dollars from now on; it goes on wandering from there.</summary>
    public decimal? Price { get; init; }

    /// <summary>How far it wanders; 0 stands still.</summary>
    public double? Volatility { get; init; }

    /// <summary>US dollars in its pools.</summary>
    public decimal? Liquidity { get; init; }

    public bool? Verified { get; init; }

    public bool? Tradable { get; init; }

    /// <summary>Nobody knows it any more.</summary>
    public bool? Hidden { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public List<string>? Tags { get; init; }

    /// <summary>Who may freeze its accounts; <c>none</c> takes the right away.</summary>
    public string? FreezeAuthority { get; init; }

    /// <summary>Who may make more of it; <c>none</c> takes the right away.</summary>
    public string? MintAuthority { get; init; }
}
