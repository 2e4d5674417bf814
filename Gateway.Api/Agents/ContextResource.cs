using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Agents;

/// <summary>The prompt of an agent's next post, and what else its words follow from.</summary>
/// <param name="Messages">The messages, exactly as a model gets them.</param>
/// <param name="DefinitionVersion">The definition's version they were made from.</param>
/// <param name="MemoryIds">Ids of the memories that they use.</param>
/// <param name="HasCustomPrompt">Whether the definition brings its own system prompt.</param>
/// <param name="Mood">How it feels now.</param>
/// <param name="MoodInWords">The same as the prompt says it.</param>
/// <param name="Relationships">What it makes of those it spoke with last, at most twenty; each stands in the prompts of replies to that one.</param>
public sealed record ContextResource(
    IReadOnlyList<PromptMessage> Messages,
    long DefinitionVersion,
    IReadOnlyList<string> MemoryIds,
    bool HasCustomPrompt,
    Mood Mood,
    string MoodInWords,
    IReadOnlyList<RelationshipResource> Relationships)
{
    internal static ContextResource From(PromptView view) =>
        new([.. view.Messages.Select(message => new PromptMessage(message.Role, message.Text))], view.DefinitionVersion, view.MemoryIds, view.HasCustomPrompt,
            new Mood(view.Valence, view.Arousal, view.Dominance), view.MoodInWords, [.. view.Relationships.Select(RelationshipResource.From)]);
}

/// <summary>One message of a prompt.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Text">The text.</param>
public sealed record PromptMessage(string Role, string Text);
