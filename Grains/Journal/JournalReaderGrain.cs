using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Grains.Journal;

/// <summary>Reads the journal for the gateway, which is a client of the cluster and has no tables.</summary>
[StatelessWorker, Reentrant, GrainType("journal-reader")]
internal sealed class JournalReaderGrain(IGrainContext context, IJournalStore store, ISignedHeadLog signed, IGrainFactory grains) : IJournalReaderGrain, IGrainBase
{
    private const int RowsPerRead = 500;

    public IGrainContext GrainContext => context;

    public Task<JournalPage> Read(string agentId, long afterSeq, int limit, bool newestFirst) =>
        store.ReadAsync(agentId, afterSeq, limit, newestFirst, CancellationToken.None);

    public Task<JournalPage> ReadFeed(long afterPosition, int limit) =>
        store.ReadFeedAsync(afterPosition, limit, CancellationToken.None);

    public async Task<JournalVerdict> Verify(string agentId)
    {
        // What is known elsewhere is read first: rows that are appended meanwhile then lie beyond it, and nothing looks cut off.
        var mark = await grains.GetGrain<IJournaledGrain>(agentId).GetJournalMark();
        var (heads, problems) = await signed.ReadAgentAsync(agentId, CancellationToken.None);
        var known = mark is null ? heads : heads.Append(new KnownHead(new JournalHead(agentId, mark.Seq, mark.Hash), "the agent's state"));

        var verifier = new JournalVerifier(agentId, known);
        long? after = 0;
        while (after is { } seq)
        {
            var page = await store.ReadAsync(agentId, seq, RowsPerRead, newestFirst: false, CancellationToken.None);
            page.Items.ForEach(verifier.Add);
            after = page.Next;
        }

        var verdict = verifier.Verdict();
        return problems.Count == 0 ? verdict : verdict with { Intact = false, Problems = [.. verdict.Problems, .. problems] };
    }
}
