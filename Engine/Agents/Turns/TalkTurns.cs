using System.Collections.Immutable;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Moods;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// What a talk leaves behind, as steps of a turn. Being spoken to counts at once, by code; after an own answer a model is asked what it changed,
/// and relationship, mood, memory and the journal's entry are one commit, so that a talk counts once.
/// </summary>
public static class TalkTurns
{
    /// <summary>How often a model is asked about a talk; then it counts without one.</summary>
    public const int MostTries = 3;

    // Who is not answered has spoken to the agent all the same. A bare repost, an own post, somebody who is blocked or said stop have not.
    private static readonly string[] Counted =
    [
        MentionReasons.TurnLimit, MentionReasons.CoolDown, MentionReasons.Probability, MentionReasons.AuthorCap, MentionReasons.HourCap, MentionReasons.Backlog,
        MentionReasons.QuietHours, MentionReasons.Policy,
    ];

    /// <summary>When the first talk has to be thought about; null for never, as while the agent is paused or deleted.</summary>
    public static DateTimeOffset? DueAt(TurnState state)
    {
        var waiting = state.Inbox.IsEmpty ? [] : state.Inbox.Where(talk => talk.Said is not null).ToList();
        return waiting.Count == 0 || state is { PausedBy: not null } or { Deleted: true } or { Own: null } ? null : waiting.Min(talk => talk.Until ?? DateTimeOffset.MinValue);
    }

    /// <summary>The first talk that has to be thought about by now; null when none has.</summary>
    public static InboxMention? Next(TurnState state, DateTimeOffset now) =>
        DueAt(state) <= now ? state.Inbox.FirstOrDefault(talk => talk.Said is not null && (talk.Until is not { } until || until <= now)) : null;

    /// <summary>
    /// What a decided mention does by itself: an upsetting word darkens the mood of an agent that is about to answer; whoever says stop is known for
    /// ever; and who is known already, or is an agent of this house, has spoken to the agent once more. Strangers who are not answered leave nothing.
    /// </summary>
    internal static TurnChange Heard(TurnChange change, MentionDecision decision, InboxMention heard, Relationship? known, AgentDefinition definition, DateTimeOffset now)
    {
        if (decision.Choice == MentionChoice.Answer)
        {
            var upset = MoodMachine.Upset(definition, heard.Post.Text);
            return upset.IsNone ? change : change with { State = Moved(change.State, definition, upset, Provenance.External, now) };
        }

        var other = known ?? RelationshipMachine.Begin(definition, heard.AuthorKey, heard.Post.Author.Handle, heard.AuthorAgent.Length > 0, now);
        var counts = decision.AuthorStops || decision.Choice == MentionChoice.Like
            || (decision.Choice != MentionChoice.Hold && Counted.Contains(decision.Reason) && (other.IsAgent || other.Version > 0));
        if (!counts)
        {
            return change;
        }

        var kind = decision.AuthorStops ? "stop" : decision.Choice == MentionChoice.Like ? "like" : "mention";
        var after = RelationshipMachine.Apply(other, RelationshipProposal.None, new Interaction(heard.Post.Id, kind, now, "", Provenance.External), Provenance.External);
        return change with { Relationships = change.Relationships.Add(decision.AuthorStops ? RelationshipMachine.Stop(after) : after) };
    }

    /// <summary>
    /// Reserves the budget of asking a model, and counts the question, before it is asked. Null where the talk is not as it was, or where the day has
    /// no room for it.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="talk">The talk.</param>
    /// <param name="begun">The talk as <see cref="Begun"/> has it.</param>
    /// <param name="ceiling">The agent's ceiling of the day, in millionths of a dollar.</param>
    /// <param name="now">The present.</param>
    public static TurnChange? Begin(TurnState state, InboxMention talk, InboxMention begun, long ceiling, DateTimeOffset now) =>
        IndexOf(state, talk) is >= 0 and var at && state.Day.At(now).Reserve(begun.Reserved, ceiling) is { } day
            ? new TurnChange(state with { Day = day, Inbox = state.Inbox.SetItem(at, begun) }) { HasNews = false }
            : null;

    /// <summary>The talk while a model is asked about it; without an answer it is asked again after five minutes, then ten, then twenty.</summary>
    /// <param name="talk">The talk.</param>
    /// <param name="amount">What asking may cost, in millionths of a dollar.</param>
    /// <param name="now">The present.</param>
    public static InboxMention Begun(InboxMention talk, long amount, DateTimeOffset now) =>
        talk with { Tries = talk.Tries + 1, Reserved = amount, Until = now + TimeSpan.FromMinutes(5 << talk.Tries) };

    /// <summary>No model answered: what asking cost is settled, and it is asked again later. Null where the talk is not as it was.</summary>
    public static TurnChange? Rest(TurnState state, InboxMention begun, long microDollars, DateTimeOffset now) =>
        IndexOf(state, begun) is >= 0 and var at
            ? new TurnChange(state with { Day = state.Day.At(now).Settle(begun.Reserved, microDollars), Inbox = state.Inbox.SetItem(at, begun with { Reserved = 0 }) }) { HasNews = false }
            : null;

    /// <summary>What the talk changed, within bounds, and the end of it. Null where the talk is not as it was: it has counted.</summary>
    /// <param name="state">The state.</param>
    /// <param name="talk">The talk.</param>
    /// <param name="definition">The agent.</param>
    /// <param name="known">What it makes of the other so far.</param>
    /// <param name="thought">What a model proposes.</param>
    /// <param name="now">The present.</param>
    public static TurnChange? End(TurnState state, InboxMention talk, AgentDefinition definition, Relationship known, TalkThought thought, DateTimeOffset now)
    {
        var at = IndexOf(state, talk);
        if (at < 0)
        {
            return null;
        }

        var proposal = thought.Proposal;
        var after = RelationshipMachine.Apply(known, proposal, new Interaction(talk.Post.Id, "reply", now, "", Provenance.External), thought.Trust);
        var settled = state with { Inbox = state.Inbox.RemoveAt(at), Day = state.Day.At(now).Settle(talk.Reserved, thought.Asked?.Usage.MicroDollars ?? 0) };
        var next = Moved(settled, definition, proposal.Mood, thought.Trust, now);
        return new TurnChange(next)
        {
            Relationships = [after],
            Memories = Remembered(definition.Id, talk, after, proposal, thought.Trust, now),
            Journal =
            [
                new JournalDraft(
                    $"talk:{talk.Post.Id}",
                    JournalKinds.Relationship,
                    "",
                    FormattableString.Invariant($"{(after.IsAgent ? "agent" : "user")} {after.TargetId}: sentiment {after.Sentiment:0.00}, familiarity {after.Familiarity:0.00}, trust {after.Trust:0.00}"),
                    new JournalPayloads.Talked(
                        talk.Post.Id, after.TargetId, after.IsAgent, thought.Asked, proposal, after.Sentiment, after.Familiarity, after.Trust, after.Interactions, next.Mood?.Mood, thought.Trust)),
            ],
        };
    }

    private static TurnState Moved(TurnState state, AgentDefinition definition, MoodShift shift, Provenance provenance, DateTimeOffset now) => shift.IsNone ? state : state with
    {
        Mood = MoodMachine.Shift(state.Mood, MoodRules.Of(definition), shift, MoodShift.InteractionLimit, provenance, now),
    };

    private static ImmutableArray<MemoryItem> Remembered(string agentId, InboxMention talk, Relationship after, RelationshipProposal proposal, Provenance trust, DateTimeOffset now)
    {
        var words = RelationshipMachine.Cut(proposal.SharedExperience.Trim().Length > 0 ? proposal.SharedExperience : proposal.Note);
        return words.Length == 0 ? [] :
        [
            new MemoryItem
            {
                Id = EffectId.From(agentId, $"talk:{talk.Post.Id}"),
                Kind = "social",
                Content = $"{(after.Handle.Length > 0 ? $"@{after.Handle}" : "Somebody")}: {words}",
                Importance = 0.5,
                Provenance = trust,
                At = now,
            },
        ];
    }

    private static int IndexOf(TurnState state, InboxMention talk)
    {
        for (var i = 0; i < state.Inbox.Length; i++)
        {
            if (state.Inbox[i].Post.Id == talk.Post.Id)
            {
                return state.Inbox[i] is { Said: not null } found && found.Tries == talk.Tries ? i : -1;
            }
        }

        return -1;
    }
}

/// <summary>What a model makes of a talk.</summary>
/// <param name="Proposal">What it proposes; <see cref="RelationshipProposal.None"/> where none was asked, or it answered nonsense.</param>
/// <param name="Trust">The least trusted label of all that stood in the prompt.</param>
/// <param name="Asked">What was asked and answered; null where no model was.</param>
public sealed record TalkThought(RelationshipProposal Proposal, Provenance Trust, JournalPayloads.Draft? Asked)
{
    /// <summary>The talk counts, and nothing more: no model was asked, or none answered.</summary>
    public static TalkThought None { get; } = new(RelationshipProposal.None, Provenance.External, null);
}
