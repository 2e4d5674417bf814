using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Cli.Import.Planning;

/// <summary>A memory as the original kept it, in this engine's terms.</summary>
/// <param name="Agent">The agent's id as the file spells it; null where it has none.</param>
/// <param name="Kind">One of <see cref="MemoryKinds"/>.</param>
/// <param name="Content">The text; null where there is none.</param>
/// <param name="Provenance">Core memories are the operator's, posts the agent's own; anything else may hold a stranger's words.</param>
/// <param name="Importance">0 to 1.</param>
/// <param name="Valence">-1 to 1.</param>
/// <param name="At">When it happened; null when nobody wrote it down.</param>
/// <param name="OldId">Its id there.</param>
/// <param name="OldAssociations">Ids of related memories there.</param>
/// <param name="File">The file.</param>
/// <param name="Place">Where in the file.</param>
internal sealed record OldMemory(
    string? Agent, string Kind, string? Content, Provenance Provenance, double Importance, double Valence, DateTimeOffset? At,
    string? OldId, IReadOnlyList<string> OldAssociations, string File, string Place)
{
    private static readonly (string Name, string? Kind)[] Lists =
        [("coreMemories", MemoryKinds.Core), ("recentEvents", MemoryKinds.Event), ("recentPosts", MemoryKinds.Post), ("longTermMemories", null), ("tweetHistory", MemoryKinds.Post)];

    /// <summary>All memories of one agent's document of the JavaScript version.</summary>
    public static IEnumerable<OldMemory> OfAgent(OldDocument document, string? agent, DateTimeOffset now)
    {
        var otherwise = OldValue.Time(OldValue.Member(document.Body, "lastUpdated"), now);
        foreach (var (name, kind) in Lists)
        {
            var number = 0;
            foreach (var item in OldValue.Items(OldValue.Member(document.Body, name)))
            {
                yield return OfItem(document, item, agent, kind ?? KindOf(OldValue.Text(OldValue.Member(item, "type"))), $"{document.Place}, {name}[{number++}]", otherwise, now);
            }
        }
    }

    /// <summary>A tweet of the collection <c>agent-tweets</c>.</summary>
    public static OldMemory OfTweet(OldDocument document, DateTimeOffset now) =>
        OfItem(document, document.Body, document.Text("agentId"), MemoryKinds.Post, document.Place, null, now);

    /// <summary>A memory of the Python port, whose importance goes to 10 and is 1 where nobody chose.</summary>
    public static OldMemory OfPort(OldDocument document, DateTimeOffset now)
    {
        var metadata = Metadata(OldValue.Member(document.Body, "metadata"));
        var kind = OldValue.Text(OldValue.Member(metadata, "memory_type")) is "tweet" or "post" ? MemoryKinds.Post : KindOf(document.Text("type"));
        var weight = OldValue.Number(OldValue.Member(document.Body, "importance")) is { } given && given != 1 ? Math.Clamp(given / 10, 0, 1) : 0.5;
        return OfItem(document, document.Body, document.Text("agent_id"), kind, document.Place, null, now) with { Importance = kind == MemoryKinds.Core ? 1 : weight };
    }

    /// <summary>Without the text.</summary>
    public override string ToString() => $"{Kind} of {Agent} in {File}, {Place}";

    private static OldMemory OfItem(OldDocument document, JsonNode? item, string? agent, string kind, string place, DateTimeOffset? otherwise, DateTimeOffset now)
    {
        var content = OldValue.Text(item) ?? OldValue.Text(OldValue.Member(item, "content"));
        return new OldMemory(
            agent, kind, kind == MemoryKinds.Post ? PostText(item, content) : content, ProvenanceOf(kind),
            Math.Clamp(OldValue.Number(OldValue.Member(item, "importance")) ?? (kind == MemoryKinds.Core ? 1 : 0.5), 0, 1),
            Math.Clamp(OldValue.Number(OldValue.Member(item, "emotionalValence")) ?? 0, -1, 1),
            OldValue.Time(OldValue.Member(item, "timestamp"), now) ?? otherwise,
            OldValue.Text(OldValue.Member(item, "id")),
            [.. OldValue.Items(OldValue.Member(item, "associations")).Select(OldValue.Text).OfType<string>()],
            document.File, place);
    }

    // The same tweet stands in two lists, once wrapped into a sentence.
    private static string? PostText(JsonNode? item, string? content)
    {
        const string Opening = "I posted: \"";
        return OldValue.Text(OldValue.Member(OldValue.Member(item, "metadata"), "fullText"))
            ?? (content is not null && content.Length > Opening.Length && content.StartsWith(Opening, StringComparison.Ordinal) && content.EndsWith('"') ? content[Opening.Length..^1] : content);
    }

    private static JsonNode? Metadata(JsonNode? node)
    {
        try
        {
            return OldValue.Text(node) is { } text ? JsonNode.Parse(text) : node;
        }
        catch (JsonException)
        {
            // The port wrote what it was given; without it the memory's own type counts.
            return null;
        }
    }

    private static string KindOf(string? type) => type switch
    {
        "core" => MemoryKinds.Core,
        "event" => MemoryKinds.Event,
        "interaction" => MemoryKinds.Episodic,
        "post" or "tweet" => MemoryKinds.Post,
        _ => MemoryKinds.Semantic,
    };

    private static Provenance ProvenanceOf(string kind) => kind switch
    {
        MemoryKinds.Core => Provenance.Operator,
        MemoryKinds.Post => Provenance.Self,
        _ => Provenance.External,
    };
}
