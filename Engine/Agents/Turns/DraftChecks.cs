using System.Globalization;
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

    /// <summary>The parts of a thread within a model's answer: its posts, and what of them is too long for one, cut at sentences.</summary>
    /// <param name="answer">What the model wrote.</param>
    /// <param name="definition">The agent.</param>
    /// <param name="most">The most parts.</param>
    public static List<string> CleanThread(string answer, AgentDefinition definition, int most) =>
        [.. ThreadAnswer.Parse(answer, definition, most).SelectMany(post => SplitThread(post, definition))];

    /// <summary>A text as the parts of a thread, each as long as the network and the definition allow.</summary>
    public static List<string> SplitThread(string text, AgentDefinition definition)
    {
        var longest = definition.Behavior.Content.MaxLength is { IsWords: false, Value: > 0 and var own } ? Math.Clamp(own, ThreadOptions.LeastMaximum, WeightedLength.Maximum) : WeightedLength.Maximum;
        return [.. ThreadSplitter.Split(text, new ThreadOptions { Maximum = longest }).Parts.Select(part => part.Text)];
    }

    /// <summary>Checks the parts of a thread, each as a post that stands after the ones before it, and all of them as one text.</summary>
    /// <param name="gate">Checks a post.</param>
    /// <param name="definition">The agent.</param>
    /// <param name="recent">Its recent posts, newest first.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="most">The most parts.</param>
    /// <param name="force">Whether a person insists.</param>
    /// <param name="operatorText">What an operator asked for; null for nothing.</param>
    /// <param name="systemPrompt">The prompt that it was written from; null for a person's own text.</param>
    /// <param name="secrets">Knows the deployment's secrets.</param>
    public static List<Verdict> CheckThread(
        IDraftGate gate, AgentDefinition definition, IReadOnlyList<string> recent, IReadOnlyList<string> parts, int most, bool force, string? operatorText, string? systemPrompt, ISecretSpotter secrets)
    {
        if (parts.Count == 0)
        {
            return gate.Check(definition, recent, "", force, operatorText, systemPrompt, secrets);
        }

        var verdicts = new List<Verdict>();
        for (var at = 0; at < parts.Count; at++)
        {
            verdicts.AddRange(gate.Check(definition, [.. parts.Take(at).Reverse(), .. recent], parts[at], force, operatorText, systemPrompt, secrets)
                .Select(one => parts.Count == 1 ? one : one with { Detail = string.Create(CultureInfo.InvariantCulture, $"Part {at + 1}: {one.Detail}") }));
        }

        if (parts.Count > most)
        {
            verdicts.Add(new Verdict(VerdictCodes.TooLong, string.Create(CultureInfo.InvariantCulture, $"The thread has {parts.Count} parts; at most {most} are allowed.")));
        }

        // What no part gives away alone, two may.
        if (verdicts.Count == 0 && parts.Count > 1
            && OutgoingText.Check(string.Join(' ', parts), Rules(definition, operatorText, systemPrompt) with { Secrets = secrets }) is { Reason: OutgoingReasons.Secret or OutgoingReasons.SystemPrompt } whole)
        {
            verdicts.Add(new Verdict(VerdictCodes.BlockedOutgoing, whole.Detail));
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

    /// <summary>The verdict on a draft that another account of ours says.</summary>
    public static Verdict SaidElsewhere { get; } = new(SocialPolicy.SaidElsewhere.Code, SocialPolicy.SaidElsewhere.Detail);

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
