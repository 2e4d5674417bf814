using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Auth;

/// <summary>Who calls, proved by a signature or a bearer token.</summary>
internal sealed record XCaller
{
    public required XApp App { get; init; }

    /// <summary>Null for an app-only bearer token.</summary>
    public XAccount? Account { get; init; }

    public required XAccessLevel Access { get; init; }

    /// <summary>Null for OAuth 1.0a, which has levels instead of scopes.</summary>
    public TokenGrant? Grant { get; init; }

    /// <summary>The name counters and faults go by.</summary>
    public string Name => Account?.Handle ?? App.Record.ConsumerKey;
}
