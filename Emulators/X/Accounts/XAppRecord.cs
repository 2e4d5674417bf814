namespace PuppetEngine.Emulators.X.Accounts;

/// <summary>What of an app is written to the log.</summary>
internal sealed record XAppRecord
{
    public required string ConsumerKey { get; init; }

    public required string ConsumerSecret { get; init; }

    /// <summary>App-only bearer token for reads.</summary>
    public string BearerToken { get; init; } = "";

    public string ClientId { get; init; } = "";

    /// <summary>Empty for a public client, which proves itself by PKCE alone.</summary>
    public string ClientSecret { get; init; } = "";

    public string Tier { get; init; } = "pay_per_use";
}
