using System.Text.Json.Nodes;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>An agent in the original's list.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The display name.</param>
/// <param name="Description">One or two sentences.</param>
/// <param name="LastPostTime">When it last posted, in milliseconds since 1970; null when never.</param>
/// <param name="Mood">How it feels.</param>
internal sealed record OriginalAgent(string Id, string Name, string Description, long? LastPostTime, Mood Mood)
{
    public static OriginalAgent From(AgentCard card) =>
        new(card.Id, card.Name, card.Description, card.LastPostAt?.ToUnixTimeMilliseconds(), OriginalJson.Mood(card.Valence, card.Arousal, card.Dominance));
}

/// <summary>One agent of the original, with what its definition says of its character.</summary>
internal sealed record OriginalAgentDetail(
    string Id, string Name, string Description, JsonNode Personality, JsonNode StyleGuide, JsonNode Behavior, Mood CurrentMood, long? LastPostTime, JsonNode Goals)
{
    public static OriginalAgentDetail From(AgentCard card, DefinitionView view)
    {
        var definition = JsonNode.Parse(view.Json, documentOptions: new System.Text.Json.JsonDocumentOptions { MaxDepth = 64 }) as JsonObject ?? [];
        JsonNode Part(string name, JsonNode otherwise) => OriginalJson.Camel(definition[name]) ?? otherwise;
        return new OriginalAgentDetail(
            card.Id, card.Name, card.Description, Part("personality", new JsonObject()), Part("style_guide", new JsonObject()), Part("behavior", new JsonObject()),
            OriginalJson.Mood(card.Valence, card.Arousal, card.Dominance), card.LastPostAt?.ToUnixTimeMilliseconds(), Part("goals", new JsonArray()));
    }
}

/// <summary>What an agent makes of another, as the original kept it.</summary>
internal sealed record OriginalRelationship(
    string TargetAgentId, double Sentiment, double Familiarity, double Trust, string? LastInteractionDate, IReadOnlyList<string> RecentInteractions,
    IReadOnlyList<string> SharedExperiences, IReadOnlyList<string> Notes)
{
    /// <summary>The journal keeps what was said; what both went through is what is remembered of it.</summary>
    public static OriginalRelationship From(RelationshipView view) => new(
        view.TargetId, view.Sentiment, view.Familiarity, view.Trust, view.LastAt is { } at ? OriginalJson.Date(at) : null, [.. view.SharedExperiences.Take(10)],
        view.SharedExperiences, view.Notes);
}
