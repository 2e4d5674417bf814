using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>All that the original told of an agent's memory, with its bounds: 50 events, 20 posts, 100 others, 50 tweets; the newest of each.</summary>
internal sealed record OriginalMemory(
    string AgentId, IReadOnlyList<OriginalMemoryItem> CoreMemories, IReadOnlyList<OriginalMemoryItem> RecentEvents, IReadOnlyList<OriginalMemoryItem> RecentPosts,
    IReadOnlyDictionary<string, OriginalRelationship> Relationships, IReadOnlyList<OriginalMemoryItem> LongTermMemories, IReadOnlyList<OriginalTweet> TweetHistory, string? LastUpdated);

/// <summary>One memory in the original's shape.</summary>
internal sealed record OriginalMemoryItem(
    string Id, string Content, string Type, string Timestamp, double Importance, double EmotionalValence, IReadOnlyList<string> Associations, OriginalMetadata Metadata)
{
    /// <summary>The original's types and the kinds that stand for them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["core"] = MemoryKinds.Core,
        ["interaction"] = MemoryKinds.Episodic,
        ["event"] = MemoryKinds.Event,
        ["general"] = MemoryKinds.Semantic,
        ["post"] = MemoryKinds.Post,
        ["tweet"] = MemoryKinds.Post,
    };

    public static OriginalMemoryItem From(MemoryItem item) => From(
        item.Id, item.Kind, item.Content, item.At, item.Importance, item.EmotionalValence, item.Associations, item.Provenance);

    public static OriginalMemoryItem From(
        string id, string kind, string content, DateTimeOffset at, double importance, double valence, IReadOnlyList<string> associations, Provenance provenance) =>
        new(id, content, TypeOf(kind), OriginalJson.Date(at), importance, valence, associations, new OriginalMetadata(kind, SnakeCase.Of(provenance)));

    private static string TypeOf(string kind) => kind switch
    {
        MemoryKinds.Core or MemoryKinds.Event or MemoryKinds.Post => kind,
        MemoryKinds.Episodic or MemoryKinds.Social => "interaction",
        _ => "general",
    };
}

/// <summary>What the original's types do not say of a memory.</summary>
/// <param name="Kind">Its kind in <c>/v1</c>.</param>
/// <param name="Provenance">Its label.</param>
internal sealed record OriginalMetadata(string Kind, string Provenance);

/// <summary>A post in the original's history of tweets.</summary>
/// <param name="Content">The text.</param>
/// <param name="Timestamp">When, in milliseconds since 1970.</param>
/// <param name="Id">The network's id.</param>
/// <param name="IsReply">Whether it answers somebody.</param>
internal sealed record OriginalTweet(string Content, long Timestamp, string? Id, bool IsReply)
{
    public static OriginalTweet From(EffectView effect) => new(effect.Text, effect.At.ToUnixTimeMilliseconds(), effect.ExternalId, effect.Kind == EffectKind.Reply);
}
