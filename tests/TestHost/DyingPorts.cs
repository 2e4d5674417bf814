using Microsoft.Extensions.AI;
using Orleans.Runtime;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.LocalRuntime;

namespace PuppetEngine.Tests.TestHost;

/// <summary>Grain state, with a kill point before and after each write.</summary>
public sealed class DyingState(KillPoints points) : IStorageFault
{
    public async ValueTask Before(StorageOperation operation, string stateName, GrainId grainId)
    {
        if (operation == StorageOperation.Write)
        {
            await points.PassAsync($"state-{stateName}.before");
        }
    }

    public async ValueTask After(StorageOperation operation, string stateName, GrainId grainId)
    {
        if (operation == StorageOperation.Write)
        {
            await points.PassAsync($"state-{stateName}.after");
        }
    }
}

/// <summary>The tables, with a kill point before and after each commit.</summary>
public sealed class DyingLedger(IAgentLedger inner, KillPoints points, OutsideGauge gauge) : IAgentLedger
{
    public async Task CommitAsync(AgentCommit commit, CancellationToken cancellationToken)
    {
        await points.PassAsync("tables.before");
        await gauge.CountAsync(async () =>
        {
            await inner.CommitAsync(commit, cancellationToken);
            return true;
        });
        await points.PassAsync("tables.after");
    }

    public Task<EffectView?> FindEffectAsync(string effectId, CancellationToken cancellationToken) =>
        gauge.CountAsync(() => inner.FindEffectAsync(effectId, cancellationToken));
}

/// <summary>The memory table, with kill points.</summary>
public sealed class DyingMemory(IMemoryStore inner, KillPoints points, OutsideGauge gauge) : IMemoryStore
{
    public async Task AppendAsync(string agentId, IReadOnlyList<MemoryItem> items, CancellationToken cancellationToken)
    {
        await points.PassAsync("memory.before");
        await gauge.CountAsync(async () =>
        {
            await inner.AppendAsync(agentId, items, cancellationToken);
            return true;
        });
        await points.PassAsync("memory.after");
    }

    public Task<MemoryPage> ListAsync(string agentId, string? kind, string? cursor, int limit, CancellationToken cancellationToken) =>
        gauge.CountAsync(() => inner.ListAsync(agentId, kind, cursor, limit, cancellationToken));

    public Task<List<MemoryMatch>> SearchAsync(string agentId, string text, string? kind, int limit, CancellationToken cancellationToken) =>
        gauge.CountAsync(() => inner.SearchAsync(agentId, text, kind, limit, cancellationToken));

    public Task<bool> DeleteAsync(string agentId, string id, CancellationToken cancellationToken) => inner.DeleteAsync(agentId, id, cancellationToken);
}

/// <summary>The network, with kill points before a call, while it is on its way, and after its answer came.</summary>
public sealed class DyingSocialClient(ISocialClient inner, KillPoints points, OutsideGauge gauge) : ISocialClient
{
    public async Task<SocialOutcome> PublishAsync(SocialCall call, CancellationToken cancellationToken)
    {
        await points.PassAsync("publish.before");
        var sent = gauge.CountAsync(() => inner.PublishAsync(call, cancellationToken));
        await points.PassAsync("publish.on-its-way");
        var outcome = await sent;
        await points.PassAsync("publish.after");
        return outcome;
    }

    public async Task<TimelineRead> ReadOwnTimelineAsync(SocialAccountKey account, string sinceId, CancellationToken cancellationToken)
    {
        await points.PassAsync("timeline.before");
        var read = await gauge.CountAsync(() => inner.ReadOwnTimelineAsync(account, sinceId, cancellationToken));
        await points.PassAsync("timeline.after");
        return read;
    }

    public Task<SocialProfile> WhoAmIAsync(SocialAccountKey account, CancellationToken cancellationToken) => inner.WhoAmIAsync(account, cancellationToken);
}

/// <summary>The models, with kill points around each call.</summary>
public sealed class DyingTiers(ILlmTierSource inner, KillPoints points, OutsideGauge gauge) : ILlmTierSource
{
    public IReadOnlyList<LlmTier> Tiers { get; } = [.. inner.Tiers.Select(t => t with { Client = new DyingChatClient(t.Client, points, gauge) })];

    private sealed class DyingChatClient(IChatClient inner, KillPoints points, OutsideGauge gauge) : DelegatingChatClient(inner)
    {
        public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await points.PassAsync("model.before");
            var response = await gauge.CountAsync(() => base.GetResponseAsync(messages, options, cancellationToken));
            await points.PassAsync("model.after");
            return response;
        }
    }
}
