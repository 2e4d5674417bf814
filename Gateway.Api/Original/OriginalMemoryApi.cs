using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Gateway.Api.Memory;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>The original's memory: all of it at once, and one more.</summary>
internal static class OriginalMemoryApi
{
    // The original's own bounds; core memories had none.
    private const int Events = 50;
    private const int Posts = 20;
    private const int Others = 100;
    private const int Tweets = 50;

    private static readonly string[] LongTerm = [MemoryKinds.Episodic, MemoryKinds.Semantic, MemoryKinds.Procedural, MemoryKinds.Social];

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/agents/{id}/memory", Get);
        group.MapPost("/agents/{id}/memories", Create);
    }

    private static async Task<IResult> Get(string id, IGrainFactory grains)
    {
        await grains.RequireAgentAsync(id);
        var memory = grains.GetGrain<IMemoryGrain>(id);
        var core = await NewestAsync(memory, MemoryKinds.Core, OriginalAgentsApi.Most);
        var events = await NewestAsync(memory, MemoryKinds.Event, Events);
        var posts = await NewestAsync(memory, MemoryKinds.Post, Posts);
        var others = new List<MemoryItem>();
        foreach (var kind in LongTerm)
        {
            others.AddRange(await NewestAsync(memory, kind, Others));
        }

        var longTerm = others.OrderByDescending(item => item.At).Take(Others).ToList();
        var known = await grains.Catalog().ListRelationships(id, Paging.MaxLimit, null);
        var tweets = await grains.Catalog().ListEffects(new EffectFilter { AgentId = id, State = EffectState.Confirmed, Kinds = [EffectKind.Post, EffectKind.Reply, EffectKind.Quote], Limit = Tweets });
        var times = core.Concat(events).Concat(posts).Concat(longTerm).Select(item => item.At).Concat(tweets.Items.Select(tweet => tweet.UpdatedAt)).ToList();
        return OriginalJson.Answer(new OriginalMemory(
            id, From(core), From(events), From(posts),
            known.Items.ToDictionary(view => view.TargetId, OriginalRelationship.From, StringComparer.Ordinal),
            From(longTerm), [.. tweets.Items.Select(OriginalTweet.From)], times.Count > 0 ? OriginalJson.Date(times.Max()) : null));
    }

    private static async Task<IResult> Create(
        string id, OriginalMemoryRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, TimeProvider time)
    {
        var type = string.IsNullOrEmpty(request.Type) ? "general" : request.Type;
        if (!OriginalMemoryItem.Kinds.TryGetValue(type, out var kind))
        {
            return Problems.Field("type", $"type is none of {string.Join(", ", OriginalMemoryItem.Kinds.Keys)}.", ProblemCodes.InvalidBody);
        }

        var made = (await MemoriesApi.Create(id, new CreateMemoryRequest(request.Content ?? "", kind, request.Importance ?? 0.5), idempotencyKey, caller, grains, time)).Result;
        return made is IValueHttpResult<MemoryResource> { Value: { } item }
            ? OriginalJson.Answer(
                OriginalMemoryItem.From(item.Id, item.Kind, item.Content, item.At, item.Importance, item.EmotionalValence, item.Associations, item.Provenance), StatusCodes.Status201Created)
            : made;
    }

    private static async Task<List<MemoryItem>> NewestAsync(IMemoryGrain memory, string kind, int most)
    {
        var found = new List<MemoryItem>();
        string? cursor = null;
        do
        {
            var page = await memory.Query(new MemoryQuery { Kind = kind, Limit = Math.Min(Paging.MaxLimit, most - found.Count), Cursor = cursor, Peek = true });
            found.AddRange(page.Items.Select(match => match.Item));
            cursor = page.Next;
        }
        while (cursor is not null && found.Count < most);
        return found;
    }

    private static List<OriginalMemoryItem> From(List<MemoryItem> items) => items.ConvertAll(OriginalMemoryItem.From);
}
