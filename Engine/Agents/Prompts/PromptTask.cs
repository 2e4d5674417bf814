using System.Globalization;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>The task of a prompt. Variety wishes for a shape of what is written, and stays out of every task whose answer has a form.</summary>
internal static class PromptTask
{
    /// <summary>The task's lines.</summary>
    public static string Of(PromptInput input, PromptParts parts) => input.Form switch
    {
        PromptForm.Reply => $"Task: write a reply to {Target(parts)}.{Wish(input, parts)}\nForm, as far as it suits: {Variety.ReplyForm(input.Definition.Seed, Turn(input))}.",
        PromptForm.Quote => $"Task: write a post that comments on {Target(parts)}.{Wish(input, parts)}\nForm, as far as it suits: {Variety.ReplyForm(input.Definition.Seed, Turn(input))}.",
        PromptForm.Reaction => $"Task: decide what you do with {Target(parts)}.",
        PromptForm.RelationshipUpdate => "Task: say what this conversation changes.",
        PromptForm.Thread when FormatSection.ThreadPosts(input) > 1 => Own(input, parts, "thread"),
        _ => Own(input, parts, "post"),
    };

    /// <summary>Which turn variety is at.</summary>
    public static long Turn(PromptInput input) => input.OccurrenceIndex + input.Variant;

    private static string Own(PromptInput input, PromptParts parts, string what)
    {
        var definition = input.Definition;
        var form = Variety.Form(definition.Seed, Turn(input));
        if (input.Topic is { Length: > 0 } topic)
        {
            return PromptParts.IsOutside(input.TopicProvenance)
                ? $"Task: write a new {what} about what this says:\n{parts.Quote(input.TopicProvenance, topic)}\nForm, as far as it suits the subject: {form}."
                : $"Task: write a new {what} about: {PromptComposer.OneLine(topic)}\nForm, as far as it suits the subject: {form}.";
        }

        var interests = definition.Personality.Interests;
        var theme = interests.Count == 0 ? "" : $"\nTheme: {interests[Variety.Turn(interests.Count, definition.Seed, Turn(input), "theme")]}";
        return what == "post" ? $"Task: write a new post.{theme}\nForm: {form}." : $"Task: write a new {what}.{theme}\nForm of its first post: {form}.";
    }

    private static string Wish(PromptInput input, PromptParts parts) => input.Topic switch
    {
        { Length: > 0 } topic when PromptParts.IsOutside(input.TopicProvenance) => $" It may touch on what this says:\n{parts.Quote(input.TopicProvenance, topic)}",
        { Length: > 0 } topic => $" What it should say: {PromptComposer.OneLine(topic)}",
        _ => "",
    };

    private static string Target(PromptParts parts) => parts.Thread.Count == 0
        ? "the post"
        : string.Create(CultureInfo.InvariantCulture, $"number {parts.Thread[^1].Number}, by {parts.Thread[^1].Speaker}");
}
