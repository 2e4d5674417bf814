using System.Text;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>
/// Makes every prompt: post, topic post, thread, reply, quote, reaction, consolidation, relationship update. The system message says who is
/// writing and in what form, and changes little, so that providers may cache it; the user message says what is new: the time, material from
/// outside, the conversation, recent posts, and the task.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>A custom or rotating system prompt opens the system message; personality, style, mood and format follow it all the same, so that
/// no wish about the voice can lose a requested form.</item>
/// <item>What comes from outside (simulation, tool, external) stands between markers that outside text cannot contain, and is called
/// data. The markers only help the model; what an answer may cause is decided by code.</item>
/// <item>A prompt above its budget loses, in this order: outside memories (least relevant first), recalled memories (likewise), the middle of
/// the conversation (oldest first; the first post and the last four stay), notes about the other (oldest first), recent posts (oldest first) down
/// to three, core memories (last first) down to three, the rest of recent posts and of core memories, the conversation but its last post, and of a
/// consolidation its last memories. It never loses identity, custom prompt, personality, style, topics to avoid, format, task, or the post that
/// is answered.</item>
/// </list>
/// </remarks>
public static class PromptComposer
{
    /// <summary>The heading under which recent posts stand.</summary>
    public const string RecentPostsHeading = "Your recent posts (do not repeat them):";

    /// <summary>Composes a prompt.</summary>
    public static ComposedPrompt Compose(PromptInput input)
    {
        var parts = PromptParts.Of(input);
        var messages = Write(input, parts);
        var tokens = TokenEstimate.Of(messages);
        List<PromptTrim> trimmed = [];
        if (tokens > input.TokenBudget)
        {
            trimmed = parts.Trim(input.TokenBudget, () => TokenEstimate.Of(Write(input, parts)));
            messages = Write(input, parts);
            tokens = TokenEstimate.Of(messages);
        }

        return new ComposedPrompt
        {
            Messages = messages,
            JsonSchema = PromptSchemas.Of(input),
            SchemaName = PromptSchemas.NameOf(input),
            MemoryIds = [.. parts.MemoryIds],
            Trust = parts.Trust(input),
            TokenEstimate = tokens,
            Trimmed = trimmed,
            OverBudget = tokens > input.TokenBudget,
        };
    }

    /// <summary>The custom or rotating system prompt of an occurrence; empty when the definition brings none.</summary>
    public static string CustomPrompt(AgentDefinition definition, long turn) => definition.RotatingSystemPrompts switch
    {
        { Count: > 0 } prompts => prompts[Variety.Turn(prompts.Count, definition.Seed, turn, "system_prompt")],
        _ => definition.CustomSystemPrompt,
    };

    private static List<LlmMessage> Write(PromptInput input, PromptParts parts) =>
    [
        new() { Role = "system", Text = System(input, parts) },
        new() { Role = "user", Text = PromptUserMessage.Of(input, parts) },
    ];

    private static string System(PromptInput input, PromptParts parts)
    {
        var definition = input.Definition;
        var text = new StringBuilder();
        text.Append("You are ").Append(definition.Name).Append('.');
        if (definition.Description.Length > 0)
        {
            text.Append(' ').Append(definition.Description.Trim());
        }

        if (CustomPrompt(definition, PromptTask.Turn(input)) is { Length: > 0 } custom)
        {
            text.Append("\n\n").Append(custom.Trim());
        }

        Section(text, "Personality", PersonaSections.Personality(definition));
        if (input.Form is not (PromptForm.RelationshipUpdate or PromptForm.Reaction))
        {
            Section(text, "Style", PersonaSections.Style(definition));
        }

        Section(text, "Topics to avoid", definition.Style.TopicsToAvoid.Select(topic => $"- {topic}"));
        Section(text, "What you remember", parts.Core.Concat(parts.Recalled).Select(memory => $"- {OneLine(memory.Content)}"));
        Section(text, "Whom you talk to", RelationshipSection.Lines(parts.Relationship));
        Section(text, "How you feel", [$"You feel {input.Mood.Describe()}. {Colour(input.Form)}"]);
        Section(text, "Format", FormatSection.Lines(input, parts.Marker));
        return text.ToString();
    }

    private static string Colour(PromptForm form) => form switch
    {
        PromptForm.Reply => "Let it colour the reply; do not name it.",
        PromptForm.Reaction or PromptForm.RelationshipUpdate => "Let it weigh in what you decide.",
        _ => "Let it colour the post; do not name it.",
    };

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var body = string.Join('\n', lines);
        if (body.Length > 0)
        {
            text.Append("\n\n# ").Append(title).Append('\n').Append(body);
        }
    }

    /// <summary>A text with single spaces and no line breaks. Most are so already, and stay the same string.</summary>
    internal static string OneLine(string text) => IsOneLine(text) ? text : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsOneLine(string text)
    {
        var wasSpace = true;
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter) && (letter != ' ' || wasSpace))
            {
                return false;
            }

            wasSpace = letter == ' ';
        }

        return !wasSpace || text.Length == 0;
    }
}
