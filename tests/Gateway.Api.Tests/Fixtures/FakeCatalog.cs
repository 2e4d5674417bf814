using System.Globalization;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Tests.Gateway.Api.Fixtures;

/// <summary>The catalog of <see cref="FakeCluster"/>; cursors are opaque offsets.</summary>
public sealed class FakeCatalog(FakeCluster cluster) : ICatalogReaderGrain
{
    public Task<AgentPage> ListAgents(AgentFilter filter)
    {
        var found = cluster.Agents.Values
            .Where(card => filter.Status is null ? card.Status != AgentStatuses.Deleted : card.Status == filter.Status)
            .Where(card => filter.Tag is null || card.Tags.Contains(filter.Tag))
            .Where(card => string.CompareOrdinal(card.Id, filter.Cursor ?? "") > 0)
            .ToList();
        return Task.FromResult(new AgentPage { Items = [.. found.Take(filter.Limit)], Next = found.Count > filter.Limit ? found[filter.Limit - 1].Id : null });
    }

    public Task<AgentCard?> FindAgent(string agentId) => Task.FromResult(cluster.Agents.GetValueOrDefault(agentId));

    public Task<EffectPage> ListEffects(EffectFilter filter)
    {
        var from = filter.Cursor is null ? 0 : int.TryParse(filter.Cursor, CultureInfo.InvariantCulture, out var at) ? at : throw new ArgumentException("The cursor is none.", "cursor");
        var found = Enumerable.Reverse(cluster.Effects)
            .Where(effect => filter.AgentId is null || effect.AgentId == filter.AgentId)
            .Where(effect => filter.State is null || effect.State == filter.State)
            .Where(effect => filter.Kinds.Count == 0 || filter.Kinds.Contains(effect.Kind))
            .ToList();
        return Task.FromResult(new EffectPage
        {
            Items = [.. found.Skip(from).Take(filter.Limit)],
            Next = found.Count > from + filter.Limit ? (from + filter.Limit).ToString(CultureInfo.InvariantCulture) : null,
        });
    }

    public Task<EffectView?> FindEffect(string effectId) => Task.FromResult(cluster.Effects.Find(effect => effect.EffectId == effectId));

    public Task<RelationshipViewPage> ListRelationships(string agentId, int limit, string? cursor) => Task.FromResult(new RelationshipViewPage
    {
        Items = [.. new[] { new RelationshipView { TargetId = "42", Handle = "carla", Sentiment = 0.25, Familiarity = 0.5, InWords = "an acquaintance", Notes = ["She mends nets."], Interactions = 3, Provenance = Provenance.External } }.Take(limit)],
    });

    public Task<CatalogTotals> GetTotals() => Task.FromResult(new CatalogTotals
    {
        AgentsByStatus = cluster.Agents.Values.CountBy(card => card.Status).ToDictionary(pair => pair.Key, pair => (long)pair.Value),
        EffectsByState = cluster.Effects.CountBy(effect => effect.State).ToDictionary(pair => pair.Key, pair => (long)pair.Value),
        FeedPosition = cluster.Journal.Last,
    });
}
