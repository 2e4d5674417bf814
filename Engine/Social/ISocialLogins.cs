using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>Logs a person's account in: <see cref="Begin"/>, then the person consents in a browser, then <see cref="CompleteAsync"/>.</summary>
public interface ISocialLogins
{
    /// <summary>Begins a login; nothing is asked of the vendor yet.</summary>
    /// <exception cref="SocialLoginException">Logins are not possible here; the message says how to mend it.</exception>
    SocialLogin Begin(SocialAccountKey account);

    /// <summary>Exchanges what the browser came back with, and stores the tokens before anything uses them.</summary>
    /// <param name="login">The attempt of <see cref="Begin"/>.</param>
    /// <param name="redirected">The whole address that the browser came back to; it holds a code that works once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocialLoginException">The person refused, the address belongs to another attempt, or the vendor did not take the code.</exception>
    Task CompleteAsync(SocialLogin login, Uri redirected, CancellationToken cancellationToken);
}
