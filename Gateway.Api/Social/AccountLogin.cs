namespace PuppetEngine.Gateway.Api.Social;

/// <summary>A login that was begun.</summary>
/// <param name="Account">The account, <c>world/credential</c>.</param>
/// <param name="AuthorizeUrl">What the person opens in the browser in which they are logged in as the account.</param>
/// <param name="RedirectUri">Where the browser comes back to; its whole address completes the login, within 30 seconds of the consent.</param>
public sealed record AccountLogin(string Account, string AuthorizeUrl, string RedirectUri);

/// <summary>The answer to a login.</summary>
/// <param name="Address">The whole address that the browser came back to. It holds a code that works once, and is never logged.</param>
public sealed record AccountLoginAnswer(string Address)
{
    /// <summary>Without the address, so that the record may be logged.</summary>
    public override string ToString() => nameof(AccountLoginAnswer);
}
