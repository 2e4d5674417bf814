using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Tests.Gateway.Api.Fixtures;

/// <summary>The keys of <see cref="FakeCluster"/>.</summary>
public sealed class FakeAccess : IAccessGrain
{
    private readonly Lock _gate = new();
    private readonly List<ApiKeyRecord> _keys = [];

    /// <summary>How often a key was looked up.</summary>
    public int Finds { get; private set; }

    public Task<ApiKeyRecord?> Find(string sha256)
    {
        lock (_gate)
        {
            Finds++;
            return Task.FromResult(_keys.Find(key => key.Sha256 == sha256));
        }
    }

    public Task<List<ApiKeyRecord>> List()
    {
        lock (_gate)
        {
            return Task.FromResult(_keys.ToList());
        }
    }

    public Task Put(ApiKeyRecord key)
    {
        lock (_gate)
        {
            _keys.RemoveAll(known => known.Name == key.Name);
            _keys.Add(key);
            return Task.CompletedTask;
        }
    }

    public Task<bool> Remove(string name)
    {
        lock (_gate)
        {
            return Task.FromResult(_keys.RemoveAll(known => known.Name == name) > 0);
        }
    }

    /// <summary>Signed-in browsers by hash.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, ConsoleSessionRecord> Sessions { get; } = new(StringComparer.Ordinal);

    public Task<ConsoleSessionRecord?> FindSession(string sha256) => Task.FromResult(Sessions.GetValueOrDefault(sha256));

    public Task PutSession(ConsoleSessionRecord session)
    {
        Sessions[session.Sha256] = session;
        return Task.CompletedTask;
    }

    public Task RemoveSession(string sha256)
    {
        Sessions.TryRemove(sha256, out _);
        return Task.CompletedTask;
    }
}

/// <summary>The kill switch of <see cref="FakeCluster"/>.</summary>
public sealed class FakeKillSwitch : IKillSwitchGrain
{
    private KillSwitchState _state = new();

    public Task<KillSwitchState> Get() => Task.FromResult(_state);

    public Task<KillSwitchState> Set(string target, bool stopped, string reason) => Task.FromResult(_state = _state with
    {
        Epoch = _state.Epoch + 1, Reason = reason, ChangedAt = FakeCluster.Moment,
        All = target == "all" ? stopped : _state.All,
        Tags = target.StartsWith("tag:", StringComparison.Ordinal) ? (stopped ? [target[4..]] : []) : _state.Tags,
        Agents = target.StartsWith("agent:", StringComparison.Ordinal) ? (stopped ? [target[6..]] : []) : _state.Agents,
    });
}

/// <summary>Drafts of <see cref="FakeCluster"/>.</summary>
public sealed class FakeDrafts : IDraftWorkerGrain
{
    public async Task<List<DraftView>> Draft(string agentId, string? topic, int count, CancellationToken cancellationToken) => (await DraftThread(agentId, topic, count, 1, cancellationToken)).Drafts;

    public Task<DraftsResult> DraftThread(string agentId, string? topic, int count, int parts, CancellationToken cancellationToken) => Task.FromResult(parts > 5
        ? new DraftsResult { Problem = AgentProblemCodes.ThreadTooLong, Detail = $"{parts} parts were asked for, and the definition allows 5." }
        : new DraftsResult { Drafts = [.. Enumerable.Range(1, count).Select(number => Draft(topic, parts, number))] });

    private static DraftView Draft(string? topic, int parts, int number) => new()
    {
        Text = $"Draft {number} on {topic}", Tier = "first", Model = "m", Usage = new LlmUsage { MicroDollars = 1500, PromptTokens = 10, CompletionTokens = 5 },
        Prompt = new PromptView { Messages = [new LlmMessage { Role = "user", Text = "Write." }], DefinitionVersion = 1 },
        Thread = parts > 1 ? [.. Enumerable.Range(1, parts).Select(part => $"Part {part} of draft {number}")] : [],
    };
}

/// <summary>A memory of <see cref="FakeCluster"/>.</summary>
public sealed class FakeMemory : IMemoryGrain
{
    /// <summary>What is remembered.</summary>
    public List<MemoryItem> Items { get; } = [];

    public Task Append(List<MemoryItem> items)
    {
        Items.AddRange(items.Where(item => !Items.Exists(known => known.Id == item.Id)));
        return Task.CompletedTask;
    }

    public Task<MemoryPage> Query(MemoryQuery query) => Task.FromResult(new MemoryPage
    {
        Items = [.. Items.Where(item => (query.Text is null || item.Content.Contains(query.Text, StringComparison.OrdinalIgnoreCase)) && (query.Kind ?? item.Kind) == item.Kind && !(item.At < query.Since) && !(item.At >= query.Until)).Take(query.Limit).Select(item => new MemoryMatch { Item = item, Score = 0.5 })],
    });

    public Task<bool> Forget(string id) => Task.FromResult(Items.RemoveAll(item => item.Id == id) > 0);

    public Task<long> ForgetSelected(MemorySelection selection) => Task.FromResult((long)Items.RemoveAll(item => (selection.Ids.Count == 0 || selection.Ids.Contains(item.Id)) && (selection.Kind ?? item.Kind) == item.Kind && !(item.At >= selection.Until)));

    public async Task<int> Import(List<MemoryItem> items)
    {
        var before = Items.Count;
        await Append(items);
        return Items.Count - before;
    }

    public Task<MemorySummary> Summarize() => Task.FromResult(new MemorySummary { ByKind = Items.CountBy(item => item.Kind).ToDictionary(k => k.Key, k => (long)k.Value), Forgotten = [], Model = "local-ngram-v1", Dimension = 256 });

    public Task<MemoryTending> Tend() => Task.FromResult(new MemoryTending { Consolidated = 12, Made = 2 });
}
