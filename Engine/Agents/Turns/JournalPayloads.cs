using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>The payloads of an agent's journal entries: what an audit reads and a replay runs on. Their JSON names are stable.</summary>
public static class JournalPayloads
{
    /// <summary>A definition was applied.</summary>
    public sealed record Definition(long Version, string Source, List<string> Changed, List<string> Pending, string Json);

    /// <summary>The agent was paused, resumed or deleted.</summary>
    public sealed record StatusChange(string Status, string By, string Reason);

    /// <summary>An intent was stored.</summary>
    public sealed record Planned(string Cause, DateTimeOffset? Due, string? Topic, bool Force, string World, string AccountKey, string? TargetId = null);

    /// <summary>An event was heard.</summary>
    public sealed record Heard(string EventId, string Type, string Source, string Data, MoodChoice? Mood, string? Topic, string Result, string Detail);

    /// <summary>The account has posts that no effect made; their words are not repeated.</summary>
    public sealed record Foreign(string AccountKey, List<ForeignPost> Posts);

    /// <summary>Such a post.</summary>
    public sealed record ForeignPost(string PostId, DateTimeOffset At, bool IsReply);

    /// <summary>An occurrence was skipped.</summary>
    public sealed record Skipped(string Activity, DateTimeOffset Due, string Reason);

    /// <summary>What becomes of a mention was decided; the author's words are not repeated.</summary>
    public sealed record Mention(string MentionId, string ConversationId, string AuthorId, string Choice, string Reason, string Detail, DateTimeOffset ActAt, double BotLikelihood, int Turn);

    /// <summary>What an agent made of another one's post, when it was told to look: what it could do, what a model proposed, and what came of it. <c>Asked</c> is null where no model was.</summary>
    public sealed record Encountered(
        string EventId, string TargetId, string? PostId, List<string> Open, string? Proposed, string Choice, string Result, string Detail, Draft? Asked);

    /// <summary>What a talk changed: what was asked of a model, what it proposed, and the figures after the bounds.</summary>
    public sealed record Talked(
        string MentionId,
        string TargetId,
        bool IsAgent,
        Draft? Asked,
        RelationshipProposal Proposal,
        double Sentiment,
        double Familiarity,
        double Trust,
        long Interactions,
        Mood? Mood,
        Provenance Provenance);

    /// <summary>
    /// One draft of a composing. <c>Error</c> is the class of the failure where no tier gave an answer, as in <c>timeout</c>; <c>SaidElsewhere</c> is what
    /// the tables knew of its text, which no replay can ask.
    /// </summary>
    public sealed record Draft(
        string CallId,
        List<LlmMessage> Messages,
        string Answer,
        string Tier,
        string Model,
        LlmUsage Usage,
        List<LlmAttempt> Attempts,
        string Text,
        List<string> Verdicts,
        string? Error = null,
        bool SaidElsewhere = false);

    /// <summary>
    /// Something that was recalled for a prompt, with its text: the memory may be forgotten, or consolidated into another, before anybody
    /// replays. The text stands in the messages too, so that it costs next to nothing in the compressed row, and an erasure takes both.
    /// </summary>
    public sealed record Recalled(string Id, string Kind, Provenance Provenance, string Content);

    /// <summary>
    /// A composing ended: with a payload, or without. <c>Recalled</c> and <c>Mood</c> are null in rows of releases that did not
    /// record them; their prompts cannot be composed again. <c>Conversation</c>, <c>Participants</c> and <c>Relationship</c> stand with a reply and are null for a post.
    /// <c>MostParts</c> is above 1 where a thread was asked for, and <c>Thread</c> then the texts of all parts; <c>Payload</c> is the first.
    /// <c>Form</c> stands where it does not follow from these: with a quote.
    /// </summary>
    public sealed record Composed(
        long DefinitionVersion,
        string? Topic,
        bool Force,
        ulong Seed,
        DateTimeOffset At,
        List<string> MemoryIds,
        List<string> Recent,
        List<Draft> Drafts,
        SocialPost? Payload,
        string Verdict,
        long MicroDollars,
        List<Recalled>? Recalled = null,
        Mood? Mood = null,
        Provenance MoodProvenance = Provenance.Operator,
        Provenance TopicProvenance = Provenance.Operator,
        List<PromptTurn>? Conversation = null,
        List<string>? Participants = null,
        List<Provenance>? RecentLabels = null,
        Relationship? Relationship = null,
        int MostParts = 1,
        List<string>? Thread = null,
        PromptForm? Form = null);

    /// <summary>An attempt begins.</summary>
    public sealed record Attempt(EffectAttempt Begun, SocialPost Payload);

    /// <summary>A call or a look at the timeline ended.</summary>
    public sealed record Outcome(int Attempt, string State, string Class, string Code, string Detail, string? PostId, DateTimeOffset? NotBefore);

    /// <summary>A person spoke.</summary>
    public sealed record Reviewed(string Verdict, string By, string? Text, string? ExternalId);

    /// <summary>An effect ended.</summary>
    public sealed record Ended(string State, string Verdict, string Detail, string? ExternalId, SocialPost? Payload, int Attempts);
}
