namespace PuppetEngine.Engine.Social;

/// <summary>A login that was begun and waits for a person's consent. What proves it stays with the provider that made it.</summary>
public abstract class SocialLogin
{
    /// <summary>What the person opens in a browser.</summary>
    public abstract Uri AuthorizeUrl { get; }

    /// <summary>Where the browser comes back to.</summary>
    public abstract string RedirectUri { get; }
}
