using Orleans;

namespace PuppetEngine.Grains.Abstractions.Journal;

/// <summary>Reads the journal for the gateway. Stateless worker, key <c>reader</c>.</summary>
[Alias("PuppetEngine.Journal.IJournalReaderGrain")]
public interface IJournalReaderGrain : IGrainWithStringKey
{
    /// <summary>An agent's rows above <paramref name="afterSeq"/>, oldest first; with <paramref name="newestFirst"/>, those below it, newest first (0 = from the end).</summary>
    [Alias("Read")]
    Task<JournalPage> Read(string agentId, long afterSeq, int limit, bool newestFirst);

    /// <summary>All agents' rows above a feed position, oldest first. A negative cursor begins at the present end.</summary>
    [Alias("ReadFeed")]
    Task<JournalPage> ReadFeed(long afterPosition, int limit);

    /// <summary>Verifies an agent's chain against its rows, its grain's head and the signed heads.</summary>
    [Alias("Verify")]
    Task<JournalVerdict> Verify(string agentId);
}
