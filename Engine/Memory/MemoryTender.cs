using PuppetEngine.Engine.Memory.Index;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>
/// The day's job of one agent's memory: consolidates what is old, reflects upon what weighs most, forgets what has faded where a rule asks
/// for it. Each step is stored whole, and its memories' ids follow from their sources, so that a job that was broken off goes on and
/// nothing is made twice. Its calls are bounded in number and charged to the agent.
/// </summary>
public sealed class MemoryTender(string agentId, AgentMemory memory, MemoryPorts ports, MemoryOptions options, TimeProvider time)
{
    private const string Consolidating = "consolidated";
    private const string Reflecting = "reflected";
    private const int MostReflectedUpon = 40;
    private const int FadingPage = 500;
    private const int MostFadingPages = 20;

    /// <summary>Runs what is due today.</summary>
    public async Task<MemoryTending> RunAsync(CancellationToken cancellationToken)
    {
        var state = await ports.Jobs.ReadStateAsync(agentId, cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber;
        if (state.Day >= today)
        {
            return new MemoryTending { WasDone = true };
        }

        await memory.FlushAccessesAsync();
        var done = new MemoryTending();
        if (options.Consolidate)
        {
            done = await ReflectAsync(await ConsolidateAsync(done, cancellationToken), state.ReflectedNumber, cancellationToken);
        }

        if (options.ForgetBelow > 0)
        {
            done = done with { Forgotten = await FadeAsync(cancellationToken) };
        }

        if (done.Hindrance is null)
        {
            await memory.CommitAsync(new MemoryJobStep { Day = today });
        }

        return done;
    }

    private async Task<MemoryTending> ConsolidateAsync(MemoryTending done, CancellationToken cancellationToken)
    {
        for (var i = 0; i < options.ConsolidationsPerDay; i++)
        {
            var old = await ports.Jobs.ReadUnconsolidatedAsync(agentId, time.GetUtcNow() - options.ConsolidationAge, options.ConsolidationBatch * 4, cancellationToken);

            // Of one label each: what strangers wrote must not take the agent's own memories down to its trust.
            var batch = old.GroupBy(r => r.Item.Provenance).Select(g => g.Take(options.ConsolidationBatch).ToList()).FirstOrDefault(g => g.Count >= options.ConsolidationLeast);
            if (batch is null)
            {
                break;
            }

            List<MemoryItem> sources = [.. batch.Select(r => r.Item)];
            var answer = await ports.Model.AskAsync(agentId, MemoryPrompts.Consolidation(agentId, sources), cancellationToken);
            if (answer.Failure is not null)
            {
                return done with { Hindrance = answer.Failure };
            }

            var made = await memory.CommitAsync(new MemoryJobStep { Made = MemoryConsolidator.Read(Consolidating, answer.Json, sources), Consolidated = [.. batch.Select(r => r.Number)] });
            done = done with { Consolidated = done.Consolidated + batch.Count, Made = done.Made + made.Count };
        }

        return done;
    }

    private async Task<MemoryTending> ReflectAsync(MemoryTending done, long after, CancellationToken cancellationToken)
    {
        var rows = done.Hindrance is null ? await ports.Jobs.ReadWeightiestAsync(agentId, after, MostReflectedUpon, cancellationToken) : [];
        rows.RemoveAll(r => r.Item.Id.StartsWith(Reflecting + "-", StringComparison.Ordinal));
        var own = rows.Where(r => r.Item.Provenance <= Provenance.Self).ToList();
        var chosen = own.Count >= options.ConsolidationLeast ? own : rows.Except(own).ToList();
        if (chosen.Count < options.ConsolidationLeast)
        {
            return done;
        }

        List<MemoryItem> sources = [.. chosen.Select(r => r.Item)];
        var answer = await ports.Model.AskAsync(agentId, MemoryPrompts.Reflection(agentId, sources), cancellationToken);
        if (answer.Failure is not null)
        {
            return done with { Hindrance = answer.Failure };
        }

        var made = await memory.CommitAsync(new MemoryJobStep { Made = MemoryConsolidator.Read(Reflecting, answer.Json, sources), ReflectedNumber = rows.Max(r => r.Number) });
        return done with { Reflections = made.Count };
    }

    private async Task<long> FadeAsync(CancellationToken cancellationToken)
    {
        var (now, ranker, after, count) = (time.GetUtcNow(), new MemoryRanker(options.RecencyHalfLife), 0L, 0L);
        for (var page = 0; page < MostFadingPages; page++)
        {
            var rows = await ports.Jobs.ReadFadingAsync(agentId, now - options.ForgetAfter, after, FadingPage, cancellationToken);
            List<string> faded = [.. rows.Where(r => r.Item.Importance * ranker.Retention(MemoryEntry.Of(r), now) < options.ForgetBelow).Select(r => r.Item.Id)];
            count += faded.Count == 0 ? 0 : await memory.ForgetAsync(new MemorySelection { Ids = faded, Reason = "decay" });
            if (rows.Count < FadingPage)
            {
                break;
            }

            after = rows[^1].Number;
        }

        return count;
    }
}
