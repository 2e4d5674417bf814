namespace PuppetEngine.Emulators.X.Auth;

/// <summary>An OAuth 2.0 token pair of one user at one client. The refresh token is good for one use.</summary>
internal sealed record TokenGrant
{
    public required string AccessToken { get; init; }

    /// <summary>Empty without the scope <c>offline.access</c>.</summary>
    public string RefreshToken { get; init; } = "";

    /// <summary>The refresh token that was spent for this pair; empty for the first.</summary>
    public string Replaces { get; init; } = "";

    /// <summary>The access token that this pair replaces.</summary>
    public string ReplacesAccess { get; init; } = "";

    public required string ClientId { get; init; }

    public required ulong UserId { get; init; }

    public required string Scope { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public bool Has(string scope) => Array.IndexOf(Scope.Split(' '), scope) >= 0;
}
