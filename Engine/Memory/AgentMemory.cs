using PuppetEngine.Engine.Memory.Index;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>
/// One agent's memory: rows in the table, an index in memory that is read at the first question and kept in step with what is written.
/// Not thread safe; its calls may interleave where they wait, as those of one grain do, so it keeps its caller's context. A memory that only
/// writes, as that of most agents most of the time, holds nothing but its name.
/// </summary>
public sealed class AgentMemory(string agentId, MemoryPorts ports, MemoryOptions options, TimeProvider time)
{
    private MemoryAccessLog? _accesses;
    private MemorySearch? _search;
    private MemoryIndex? _index;
    private Loading? _loading;
    private Task _lastWrite = Task.CompletedTask;

    /// <summary>Whether there are counts of recalls that are not stored.</summary>
    public bool HasAccesses => _accesses is { Count: > 0 };

    /// <summary>
    /// Whether there is embedding to do. An agent whose memory nobody asks is not read for it: what it wrote is embedded after the first
    /// question, and found by its words till then.
    /// </summary>
    public bool HasPending => _index is { Pending: > 0 } or { HasBlock: true };

    /// <summary>Adds memories: durable when it returns, found by their words from then on, by their vectors later.</summary>
    public Task<List<MemoryRow>> AppendAsync(IReadOnlyList<MemoryItem> items, bool revive = false) =>
        WriteAsync(() => ports.Rows.AppendAsync(agentId, items, revive, CancellationToken.None));

    /// <summary>Lists, newest first, or searches, best first.</summary>
    public async Task<MemoryPage> QueryAsync(MemoryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var limit = Math.Clamp(query.Limit, 1, 200);
        return string.IsNullOrWhiteSpace(query.Text)
            ? await ports.Rows.ListAsync(agentId, query with { Limit = limit }, CancellationToken.None)
            : await (_search ??= new MemorySearch(agentId, ports, options, time)).FindAsync(await LoadAsync(), query with { Limit = limit }, Recall);
    }

    /// <summary>Forgets what a selection takes; how many there were.</summary>
    public async Task<long> ForgetAsync(MemorySelection selection)
    {
        var count = 0L;
        while (true)
        {
            var gone = await ports.Rows.ForgetAsync(agentId, selection, time.GetUtcNow(), CancellationToken.None);
            foreach (var number in gone)
            {
                _loading?.Forget(number);
                _accesses?.Drop(number);
                _index?.Forget(number);
            }

            count += gone.Count;
            if (gone.Count == 0)
            {
                return count;
            }
        }
    }

    /// <summary>Counts and the state of the vectors.</summary>
    public async Task<MemorySummary> SummarizeAsync()
    {
        var index = await LoadAsync();
        var state = await ports.Jobs.ReadStateAsync(agentId, CancellationToken.None);
        return new MemorySummary
        {
            ByKind = state.ByKind, Forgotten = state.Forgotten, Consolidated = state.Consolidated,
            Model = index.Model, Dimension = index.Dimension, Pending = index.Pending,
        };
    }

    /// <summary>
    /// Embeds one batch of what has no vector yet, and stores a block that became full. Begun again after any break, it goes on where it stood.
    /// </summary>
    public async Task<MemoryEmbedding> EmbedAsync(CancellationToken cancellationToken)
    {
        var index = await LoadAsync();
        var numbers = index.NextPending(options.EmbeddingBatch);
        if (numbers.Count > 0)
        {
            var rows = await ports.Rows.ReadAsync(agentId, numbers, cancellationToken);
            var made = await ports.Model.EmbedAsync(agentId, [.. rows.Select(r => r.Item.Content)], cancellationToken);
            if (made.IsStandIn || made.Vectors.Count != rows.Count)
            {
                return MemoryEmbedding.Hindered;
            }

            await KeepAsync(index, rows, made, cancellationToken);
            foreach (var number in numbers.Except(rows.Select(r => r.Number)))
            {
                index.Forget(number);
            }
        }

        if (!await StoreBlockAsync(index, cancellationToken))
        {
            return MemoryEmbedding.Hindered;
        }

        return index.Pending > 0 || index.HasBlock ? MemoryEmbedding.More : MemoryEmbedding.Done;
    }

    /// <summary>Stores the counts of recalls; what fails is counted again later.</summary>
    public async Task FlushAccessesAsync()
    {
        var taken = _accesses;
        _accesses = null;
        if (taken is not { Count: > 0 })
        {
            return;
        }

        try
        {
            await ports.Derived.TouchAsync(agentId, taken.All, CancellationToken.None);
        }
        catch
        {
            _accesses = taken.Then(_accesses);
            throw;
        }
    }

    /// <summary>Stores a step of the day's job and takes what it made into the index.</summary>
    public Task<List<MemoryRow>> CommitAsync(MemoryJobStep step) => WriteAsync(() => ports.Jobs.CommitAsync(agentId, step, CancellationToken.None));

    /// <summary>One write at a time, in the order in which they came, so that the index takes the rows in that of their numbers.</summary>
    private async Task<List<MemoryRow>> WriteAsync(Func<Task<List<MemoryRow>>> write)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Interlocked.Exchange(ref _lastWrite, end.Task);
        try
        {
            var rows = await write();
            Take(rows);
            return rows;
        }
        finally
        {
            end.SetResult();
            _ = Interlocked.CompareExchange(ref _lastWrite, Task.CompletedTask, end.Task);
        }
    }

    private void Recall(MemoryIndex index, long number, DateTimeOffset now)
    {
        index.Touch(number, now, 1);
        (_accesses ??= new MemoryAccessLog()).Add(number, now);
    }

    private async Task KeepAsync(MemoryIndex index, List<MemoryRow> rows, MemoryVectors made, CancellationToken cancellationToken)
    {
        if (made.Model != index.Model)
        {
            index.SwitchModel(made.Model);
        }

        var kept = new List<(long, float[])>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            kept.Add((rows[i].Number, VectorCode.Unit(made.Vectors[i]) ?? []));
        }

        // Stored before they are searched: what the index knows, the table can give exactly.
        await ports.Derived.PutVectorsAsync(agentId, made.Model, made.Vectors[0].Length, kept, cancellationToken);
        if (index.Model == made.Model)
        {
            kept.ForEach(k => index.SetVector(k.Item1, k.Item2));
        }
    }

    private async Task<bool> StoreBlockAsync(MemoryIndex index, CancellationToken cancellationToken)
    {
        if (index.NextBlock() is not { } block)
        {
            return true;
        }

        var stored = false;
        try
        {
            stored = await ports.Derived.PutBlockAsync(agentId, block, cancellationToken);
        }
        finally
        {
            // Rows came or went meanwhile: it is tried again later.
            if (!stored)
            {
                block.Failed();
            }
        }

        return stored;
    }

    private void Take(List<MemoryRow> rows)
    {
        if (_index is null)
        {
            // Rows that are written before the index is read are read with it.
            _loading?.Arrived.AddRange(rows);
            return;
        }

        foreach (var row in rows)
        {
            _index.Add(MemoryEntry.Of(row), row.Item.Content);
        }
    }

    private async Task<MemoryIndex> LoadAsync()
    {
        if (_index is not null)
        {
            return _index;
        }

        var loading = _loading ??= new Loading(ports.Derived.LoadAsync(agentId, CancellationToken.None));
        try
        {
            var index = await loading.Index;
            if (_index is null)
            {
                // What was written and forgotten while the rows were read.
                _index = index;
                Take([.. loading.Arrived.Where(r => r.Number > index.LastNumber)]);
                foreach (var number in loading.Left)
                {
                    index.Forget(number);
                }
            }
        }
        finally
        {
            // Where this one failed, the next may be on its way already.
            _loading = _loading == loading ? null : _loading;
        }

        return _index;
    }

    /// <summary>The index on its way, and what happens to the rows meanwhile.</summary>
    private sealed class Loading(Task<MemoryIndex> index)
    {
        internal Task<MemoryIndex> Index { get; } = index;

        internal List<MemoryRow> Arrived { get; } = [];

        internal HashSet<long> Left { get; } = [];

        internal void Forget(long number)
        {
            Arrived.RemoveAll(r => r.Number == number);
            Left.Add(number);
        }
    }
}
