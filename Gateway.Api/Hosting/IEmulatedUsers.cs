namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>People of the emulated worlds, who do what a person at the console has them do. A host registers them only where it uses emulators.</summary>
public interface IEmulatedUsers
{
    /// <summary>Has a user mention an account.</summary>
    /// <param name="from">The user's handle; made where it does not exist.</param>
    /// <param name="to">The handle that is mentioned.</param>
    /// <param name="text">What is written; the mention is put in front where it is missing.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The post's id; null when the emulators do not answer.</returns>
    Task<string?> MentionAsync(string from, string to, string text, CancellationToken cancellationToken);

    /// <summary>Gives a wallet of the emulated chain lamports of nobody's; false when the emulators do not answer.</summary>
    /// <param name="wallet">Its public key.</param>
    /// <param name="lamports">How many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<bool> FundAsync(string wallet, ulong lamports, CancellationToken cancellationToken);
}
