using System.Collections.Concurrent;
using System.Text.Json;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Turns.Bench;

/// <summary>Hears when a turn is over: its last commit is in the tables and its post is remembered. Listens at the ports, adds no work.</summary>
internal sealed class TurnWatch
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _half = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _underWay = new(StringComparer.Ordinal);
    private long _remembered;
    private long _failed;

    /// <summary>Posts that were confirmed and remembered. An agent that wakes tells its last commit once more, so that some are counted twice over a restart.</summary>
    internal long Remembered => Interlocked.Read(ref _remembered);

    /// <summary>Effects that ended otherwise.</summary>
    internal long Failed => Interlocked.Read(ref _failed);

    /// <summary>The verdict of the last effect that ended otherwise.</summary>
    internal string LastFailure { get; private set; } = "";

    /// <summary>How late occurrences were planned, by the clock of the agents, in seconds.</summary>
    internal ConcurrentQueue<double> Lateness { get; } = [];

    /// <summary>Turns that began and have not ended.</summary>
    internal long UnderWay => _underWay.Count;

    /// <summary>A task that ends with the turn of an effect.</summary>
    internal Task EndOf(string effectId) => _waiting.GetOrAdd(effectId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Forgets all that ended.</summary>
    internal void ForgetAll() => _waiting.Clear();

    /// <summary>Forgets an effect that was waited for.</summary>
    internal void Forget(string effectId) => _waiting.TryRemove(effectId, out _);

    internal IAgentLedger Watch(IAgentLedger inner) => new Ledger(inner, this);

    internal IMemoryStore Watch(IMemoryStore inner) => new Memory(inner, this);

    private void Told(AgentCommit commit)
    {
        foreach (var effect in commit.Effects)
        {
            switch (effect.State)
            {
                case EffectState.Planned when effect.Version == 1:
                    _underWay.TryAdd(effect.EffectId, 0);
                    Note(commit, effect);
                    break;
                case EffectState.Confirmed:
                    Half(effect.EffectId);
                    break;
                case EffectState.Failed or EffectState.Cancelled or EffectState.Abandoned or EffectState.Unknown:
                    Interlocked.Increment(ref _failed);
                    LastFailure = $"{effect.Verdict}: {effect.Detail}";
                    End(effect.EffectId);
                    break;
            }
        }
    }

    /// <summary>A confirmed post is over when the tables have it and it is remembered, in either order.</summary>
    private void Half(string effectId)
    {
        if (!_half.TryAdd(effectId, 0))
        {
            _half.TryRemove(effectId, out _);
            End(effectId);
        }
    }

    /// <summary>The row of the journal says when it was due.</summary>
    private void Note(AgentCommit commit, EffectView effect)
    {
        foreach (var row in commit.Rows.Where(r => r.EffectId == effect.EffectId && r.Kind == JournalKinds.Planned))
        {
            using var payload = JsonDocument.Parse(JournalPayload.Decompress(row.Payload));
            if (payload.RootElement.TryGetProperty("due", out var due) && due.ValueKind == JsonValueKind.String)
            {
                Lateness.Enqueue((effect.At - due.GetDateTimeOffset()).TotalSeconds);
            }
        }
    }

    private void End(string effectId)
    {
        _underWay.TryRemove(effectId, out _);
        _waiting.GetOrAdd(effectId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private sealed class Ledger(IAgentLedger inner, TurnWatch watch) : IAgentLedger
    {
        public async Task CommitAsync(AgentCommit commit, CancellationToken cancellationToken)
        {
            await inner.CommitAsync(commit, cancellationToken);
            watch.Told(commit);
        }

        public Task<EffectView?> FindEffectAsync(string effectId, CancellationToken cancellationToken) => inner.FindEffectAsync(effectId, cancellationToken);

        public Task<SaidText?> FindSaidAsync(long key, DateTimeOffset now, CancellationToken cancellationToken) => inner.FindSaidAsync(key, now, cancellationToken);
    }

    private sealed class Memory(IMemoryStore inner, TurnWatch watch) : IMemoryStore
    {
        public async Task<List<MemoryRow>> AppendAsync(string agentId, IReadOnlyList<MemoryItem> items, bool revive, CancellationToken cancellationToken)
        {
            var rows = await inner.AppendAsync(agentId, items, revive, cancellationToken);
            foreach (var post in items.Where(i => i.Kind == "post"))
            {
                Interlocked.Increment(ref watch._remembered);
                watch.Half(post.Id);
            }

            return rows;
        }

        public Task<MemoryPage> ListAsync(string agentId, MemoryQuery query, CancellationToken cancellationToken) => inner.ListAsync(agentId, query, cancellationToken);

        public Task<List<MemoryRow>> ReadAsync(string agentId, IReadOnlyList<long> numbers, CancellationToken cancellationToken) => inner.ReadAsync(agentId, numbers, cancellationToken);

        public Task<List<MemoryRow>> FindAsync(string agentId, IReadOnlyList<string> ids, CancellationToken cancellationToken) => inner.FindAsync(agentId, ids, cancellationToken);

        public Task<List<long>> ForgetAsync(string agentId, MemorySelection selection, DateTimeOffset now, CancellationToken cancellationToken) => inner.ForgetAsync(agentId, selection, now, cancellationToken);
    }
}
