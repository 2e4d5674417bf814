using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Engine.Journal;

/// <summary>The journal's rows as they are read. They are written only through the agents' commits.</summary>
public interface IJournalStore
{
    /// <summary>An agent's rows above <paramref name="afterSeq"/>, oldest first; newest first, those below it (0 = from the end).</summary>
    Task<JournalPage> ReadAsync(string agentId, long afterSeq, int limit, bool newestFirst, CancellationToken cancellationToken);

    /// <summary>All agents' rows above a feed position, oldest first; a negative position answers the present end with no rows.</summary>
    Task<JournalPage> ReadFeedAsync(long afterPosition, int limit, CancellationToken cancellationToken);

    /// <summary>An agent's last row; null when it has none.</summary>
    Task<JournalRow?> HeadAsync(string agentId, CancellationToken cancellationToken);

    /// <summary>Erases a row's payload; its hash still verifies. False when there is no such row.</summary>
    Task<bool> ErasePayloadAsync(string agentId, long seq, CancellationToken cancellationToken);
}
