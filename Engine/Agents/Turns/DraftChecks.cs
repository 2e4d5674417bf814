using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>Whatever stands against sending a draft. Pure, so that a replay judges as the turn did.</summary>
public static class DraftChecks
{
    /// <summary>Checks a text; nothing when it may go out. Near-duplicates are forgiven where a person insists.</summary>
    /// <param name="definition">The agent.</param>
    /// <param name="recent">Its recent posts, newest first.</param>
    /// <param name="text">The text.</param>
    /// <param name="force">Whether a person insists.</param>
    /// <param name="operatorText">What an operator asked for: its names, links and addresses may be said.</param>
    /// <param name="systemPrompt">The prompt that it was written from; null for a person's own text.</param>
    /// <param name="secrets">Knows the deployment's secrets; a replay has none, and judges by what was withheld.</param>
    public static List<Verdict> Check(
        AgentDefinition definition, IReadOnlyList<string> recent, string text, bool force, string? operatorText, string? systemPrompt, ISecretSpotter secrets)
    {
        var verdicts = PostChecks.Check(text, definition, recent, WeightedLength.Of, force ? null : NearDuplicate.Find);
        if (OutgoingText.Check(text, Rules(definition, operatorText, systemPrompt) with { Secrets = secrets }) is { } blocked)
        {
            verdicts.Add(new Verdict(VerdictCodes.BlockedOutgoing, blocked.Detail));
        }

        return verdicts;
    }

    /// <summary>The text of a reply within a model's answer: cleaned as a post is, without the handles that the network puts in front itself.</summary>
    public static string CleanReply(string answer, AgentDefinition definition) => ReplyText.Body(PostCleanup.Clean(answer, definition));

    /// <summary>Checks a reply or a quote; nothing when it may go out.</summary>
    /// <param name="definition">The agent.</param>
    /// <param name="recent">Its recent posts and replies, newest first.</param>
    /// <param name="text">The text, as <see cref="CleanReply"/> gives it.</param>
    /// <param name="participants">Handles of the conversation, which may be named; <see cref="ReplyText.Participants"/>.</param>
    /// <param name="operatorText">What an operator asked for; null where nobody did. Never the mention: its links and names are a stranger's.</param>
    /// <param name="systemPrompt">The prompt that it was written from; null for a person's own text.</param>
    /// <param name="secrets">Knows the deployment's secrets.</param>
    public static List<Verdict> CheckReply(
        AgentDefinition definition, IReadOnlyList<string> recent, string text, IReadOnlyCollection<string> participants, string? operatorText, string? systemPrompt, ISecretSpotter secrets)
    {
        var verdicts = PostChecks.Check(text, definition, recent, ReplyText.Weight, NearDuplicate.Find);
        var rules = Rules(definition, operatorText, systemPrompt);
        if (OutgoingText.Check(text, rules with { Secrets = secrets, Mentions = [.. rules.Mentions, .. participants] }) is { } blocked)
        {
            verdicts.Add(new Verdict(VerdictCodes.BlockedOutgoing, blocked.Detail));
        }

        return verdicts;
    }

    /// <summary>What a text of an agent may hold.</summary>
    /// <param name="definition">The agent.</param>
    /// <param name="operatorText">What an operator wrote for it; null for nothing.</param>
    /// <param name="systemPrompt">The prompt that it is written from; null for none.</param>
    public static OutgoingRules Rules(AgentDefinition definition, string? operatorText, string? systemPrompt) => new()
    {
        Mentions = [.. definition.Handle.Length > 0 ? [definition.Handle] : Array.Empty<string>(), .. operatorText is null ? [] : MentionText.Handles(operatorText)],
        TrustedTexts =
        [
            definition.Description, operatorText ?? "", .. definition.Links, .. definition.Personality.Interests, .. definition.Style.KeyTerms,
            .. definition.InitialMemory.CoreMemories,
        ],
        SystemPrompts = [definition.CustomSystemPrompt, .. definition.RotatingSystemPrompts, systemPrompt ?? ""],
        AllowLinks = definition.AllowLinks,
    };
}
