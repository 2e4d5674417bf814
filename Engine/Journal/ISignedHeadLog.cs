namespace PuppetEngine.Engine.Journal;

/// <summary>The append-only file of signed heads, outside the database.</summary>
public interface ISignedHeadLog
{
    /// <summary>The last line; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The last line's signature does not verify.</exception>
    Task<SignedHeads?> ReadLastAsync(CancellationToken cancellationToken);

    /// <summary>What the file knows of one agent, newest 1,000 heads; and what is wrong with the file itself, in words.</summary>
    Task<(IReadOnlyList<KnownHead> Heads, IReadOnlyList<string> Problems)> ReadAgentAsync(string agentId, CancellationToken cancellationToken);

    /// <summary>Signs and appends a line, durably when it returns.</summary>
    Task<SignedHeads> AppendAsync(long feedPosition, bool accepted, IReadOnlyList<JournalHead> heads, CancellationToken cancellationToken);
}
