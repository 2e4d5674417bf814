namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>People of the emulated world of X, who write what a person at the console has them write. A host registers them only where X is emulated.</summary>
public interface IEmulatedUsers
{
    /// <summary>Has a user mention an account.</summary>
    /// <param name="from">The user's handle; made where it does not exist.</param>
    /// <param name="to">The handle that is mentioned.</param>
    /// <param name="text">What is written; the mention is put in front where it is missing.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The post's id; null when the emulators do not answer.</returns>
    Task<string?> MentionAsync(string from, string to, string text, CancellationToken cancellationToken);
}
