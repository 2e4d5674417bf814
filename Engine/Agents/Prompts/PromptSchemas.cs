using System.Globalization;
using PuppetEngine.Engine.Agents.Relationships;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>The JSON Schemas of the forms whose answer has one: closed, every property required, so that they may be sent as strict.</summary>
public static class PromptSchemas
{
    /// <summary>The schema of an input's answer; null for text.</summary>
    public static string? Of(PromptInput input) => input.Form switch
    {
        PromptForm.Thread when FormatSection.ThreadPosts(input) is > 1 and var posts => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":"object","additionalProperties":false,"required":["posts"],"properties":{"posts":{"type":"array","minItems":2,"maxItems":{{posts}},"items":{"type":"string"} } } }"""),
        PromptForm.Reaction =>
            $$"""{"type":"object","additionalProperties":false,"required":["action","reason"],"properties":{"action":{"type":"string","enum":[{{Names(input)}}]},"reason":{"type":"string"} } }""",
        PromptForm.RelationshipUpdate => RelationshipAnswer.Schema,
        _ => null,
    };

    private static string Names(PromptInput input) => string.Join(',', input.Reactions.Select(reaction => $"\"{ReactionAnswer.Name(reaction)}\""));

    /// <summary>Its name; null where there is none.</summary>
    public static string? NameOf(PromptInput input) => Of(input) is null ? null : input.Form switch
    {
        PromptForm.Thread => "thread",
        PromptForm.Reaction => "reaction",
        _ => RelationshipAnswer.SchemaName,
    };
}
