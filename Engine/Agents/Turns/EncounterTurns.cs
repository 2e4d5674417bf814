using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Randomness;
using PuppetEngine.Engine.Social;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// An agent looks at what another one of the house has posted and does something with it, or nothing: a model proposes, the definition's chances and
/// the network's rules decide, and the decision with what follows is one commit. One post is decided on once. A reply goes the way of answers
/// to mentions, with all of their bounds, so that two agents that were brought together stop by themselves.
/// </summary>
public static class EncounterTurns
{
    /// <summary>Encounters that wait at most; further ones are remembered only.</summary>
    public const int Most = 20;

    /// <summary>How often a model is asked; then nothing comes of it.</summary>
    public const int MostTries = 3;

    /// <summary>How many of the other's newest posts are looked at.</summary>
    public const int Looked = 5;

    /// <summary>When the first one has to be looked at; null for never, as while the agent is paused or deleted.</summary>
    public static DateTimeOffset? DueAt(TurnState state) => state.Encounters.IsEmpty || state is { PausedBy: not null } or { Deleted: true }
        ? null
        : state.Encounters.Min(one => one.Until ?? DateTimeOffset.MinValue);

    /// <summary>The first one that has to be looked at by now; null when none has.</summary>
    public static Encounter? Next(TurnState state, DateTimeOffset now) =>
        DueAt(state) <= now ? state.Encounters.FirstOrDefault(one => one.Until is not { } until || until <= now) : null;

    /// <summary>The other's newest posts that it may be about, as the house's books have them: young enough to be answered, and not decided on.</summary>
    public static List<string> Candidates(TurnState state, IEnumerable<EffectView> newest, TimeSpan oldest, DateTimeOffset now) =>
    [
        .. newest.Where(post => post is { State: EffectState.Confirmed, ExternalId: not null } && post.UpdatedAt > now - oldest && !state.Conversations.Handled.Contains(post.ExternalId))
            .Select(post => post.ExternalId!).Take(Looked),
    ];

    /// <summary>Which of the posts that are still there it is about; null when there is none.</summary>
    public static SeenPost? Choose(AgentDefinition definition, Encounter encounter, IReadOnlyList<SeenPost> posts) =>
        posts.Count == 0 ? null : posts[DeterministicRandom.For(definition.Seed, unchecked((long)DeterministicRandom.Hash(encounter.EventId)), "encounter").NextInt(posts.Count)];

    /// <summary>What may be done with a post: never what the definition sets to 0, nor what the network's rules forbid of this very post; a quote is a post, and waits its time.</summary>
    public static IReadOnlyList<Reaction> Open(TurnState state, AgentDefinition definition, InboxMention seen, OwnAccount own, SocialStanding standing, bool stopped, TimeSpan minInterval, DateTimeOffset now)
    {
        bool May(SocialForm form) => SocialPolicy.Check(
            new SocialProposal(form)
            {
                Target = seen.Post,
                TargetQuotesOwn = seen.Referenced.Any(other => other.Id == seen.Post.QuoteOfId && other.Author.Id == own.UserId),
                AuthorOptedOut = stopped,
            },
            standing) is null;
        var account = own.ForConversations() with
        {
            MayLike = May(SocialForm.Like),
            MayQuote = May(SocialForm.Quote) && !(state.LastPostAt + minInterval > now),
            MayRepost = May(SocialForm.Repost),
        };
        return [.. ReactionGate.Open(MentionTurns.Rules(definition, account)).Where(one => one != Reaction.Reply || May(SocialForm.Reply))];
    }

    /// <summary>What becomes of a proposal: itself as often as the definition says, or nothing. The chance is the one by which a reply is decided on again.</summary>
    public static Reaction Decided(AgentDefinition definition, OwnAccount own, string postId, Reaction proposed, IReadOnlyList<Reaction> open)
    {
        var account = own.ForConversations() with { MayLike = true, MayQuote = true, MayRepost = true };
        return open.Contains(proposed) ? ReactionGate.Decide(proposed, MentionTurns.Rules(definition, account), MentionTurns.Rolls(definition, postId).Reply) : Reaction.Ignore;
    }

    /// <summary>Counts a question to a model and reserves its budget, before it is asked. Null where the encounter is not as it was, or the day has no room for it.</summary>
    public static TurnChange? Begin(TurnState state, Encounter encounter, Encounter begun, long ceiling, DateTimeOffset now) =>
        IndexOf(state, encounter) is >= 0 and var at && state.Day.At(now).Reserve(begun.Reserved, ceiling) is { } day
            ? new TurnChange(state with { Day = day, Encounters = state.Encounters.SetItem(at, begun) }) { HasNews = false }
            : null;

    /// <summary>The encounter while a model is asked; without an answer it is asked again after five minutes, then ten.</summary>
    public static Encounter Begun(Encounter encounter, long amount, DateTimeOffset now) =>
        encounter with { Tries = encounter.Tries + 1, Reserved = amount, Until = now + TimeSpan.FromMinutes(5 << encounter.Tries) };

    /// <summary>Their post could not be read now: it is looked at again later, as the next try. Null where it is not as it was.</summary>
    public static TurnChange? Later(TurnState state, Encounter encounter, DateTimeOffset until) => IndexOf(state, encounter) is >= 0 and var at
        ? new TurnChange(state with { Encounters = state.Encounters.SetItem(at, encounter with { Tries = encounter.Tries + 1, Until = until }) }) { HasNews = false }
        : null;

    /// <summary>No model answered: what asking cost is settled, and it is asked again later. Null where it is not as it was.</summary>
    public static TurnChange? Rest(TurnState state, Encounter encounter, long microDollars, DateTimeOffset now) =>
        IndexOf(state, encounter) is >= 0 and var at
            ? new TurnChange(state with { Day = state.Day.At(now).Settle(encounter.Reserved, microDollars), Encounters = state.Encounters.SetItem(at, encounter with { Reserved = 0 }) }) { HasNews = false }
            : null;

    /// <summary>There is nothing to react to, or no reaction is open to the account: the agent speaks for itself instead, where its interval lets it.</summary>
    public static TurnChange? Speak(TurnState state, Encounter encounter, EffectSeed seed, TimeSpan minInterval, string why, DateTimeOffset now, TurnOptions options)
    {
        if (Ended(state, encounter, 0, now) is not { } ended)
        {
            return null;
        }

        var (result, detail) = EventTurns.Spoken(ended, encounter.Topic, minInterval, now, options);
        var change = Told(new TurnChange(ended), encounter, new JournalPayloads.Encountered(encounter.EventId, encounter.TargetId, null, [], null, TurnNames.Of(Reaction.Ignore), result, $"{why} {detail}".TrimEnd(), null), $"{result}: {why}");
        return EventTurns.Acted(change, seed, encounter.EventId, encounter.Topic, encounter.Provenance, isTrial: false, result, now, now + options.OccurrenceLifetime, options);
    }

    /// <summary>The decision with what follows from it, and the end of the encounter. Null where it is not as it was.</summary>
    public static TurnChange? End(TurnState state, Encounter encounter, EffectSeed seed, InboxMention seen, Relationship known, ReactionThought thought, Reaction decided, DateTimeOffset now, TurnOptions options)
    {
        if (Ended(state, encounter, thought.Asked?.Usage.MicroDollars ?? 0, now) is not { } ended)
        {
            return null;
        }

        var post = seen.Post.Id;
        var change = Told(
            new TurnChange(ended),
            encounter,
            new JournalPayloads.Encountered(
                encounter.EventId, encounter.TargetId, post, [.. thought.Open.Select(TurnNames.Of)], TurnNames.Of(thought.Proposed), TurnNames.Of(decided), TurnNames.Of(decided), thought.Reason, thought.Asked),
            $"{TurnNames.Of(decided)}: {encounter.TargetId}");
        return decided switch
        {
            // As a mention from here on: its turns, hours and caps are those of every answer.
            Reaction.Reply => change with { State = change.State with { Inbox = change.State.Inbox.Any(m => m.Post.Id == post) ? change.State.Inbox : change.State.Inbox.Add(seen) } },
            Reaction.Like => Done(change, EffectKind.Like, new SocialPost { Text = "", LikeId = post }),
            Reaction.Quote => Done(change, EffectKind.Quote, new SocialPost { Text = "", QuoteOfId = post }),
            Reaction.Repost => Done(change, EffectKind.Repost, new SocialPost { Text = "", RepostId = post }),
            _ => Handled(change),
        };

        TurnChange Handled(TurnChange done) => done with { State = done.State with { Conversations = ConversationMachine.Handle(done.State.Conversations, post) } };

        TurnChange Done(TurnChange done, EffectKind kind, SocialPost frame) => TurnMachine.Plan(
            Handled(done) with
            {
                Relationships = done.Relationships.Add(RelationshipMachine.Apply(known, RelationshipProposal.None, new Interaction(post, TurnNames.Of(decided), now, "", Provenance.External), Provenance.External)),
            },
            seed.Plan(kind, EffectId.OfObservation(post), now) with { Frame = frame, Expires = now + options.OccurrenceLifetime },
            due: null);
    }

    private static TurnState? Ended(TurnState state, Encounter encounter, long microDollars, DateTimeOffset now) => IndexOf(state, encounter) is >= 0 and var at
        ? state with { Day = state.Day.At(now).Settle(encounter.Reserved, microDollars), Encounters = state.Encounters.RemoveAt(at) }
        : null;

    private static TurnChange Told(TurnChange change, Encounter encounter, JournalPayloads.Encountered payload, string summary) => change with
    {
        Journal = change.Journal.Add(new JournalDraft($"encounter:{encounter.EventId}", JournalKinds.Encounter, "", summary, payload)),
    };

    private static int IndexOf(TurnState state, Encounter encounter)
    {
        for (var i = 0; i < state.Encounters.Length; i++)
        {
            if (state.Encounters[i].EventId == encounter.EventId)
            {
                return state.Encounters[i].Tries == encounter.Tries ? i : -1;
            }
        }

        return -1;
    }
}

/// <summary>What a model would do with a post.</summary>
/// <param name="Open">What it could choose.</param>
/// <param name="Proposed">What it chose; <see cref="Reaction.Ignore"/> where it answered nonsense.</param>
/// <param name="Reason">Why, in its words.</param>
/// <param name="Asked">What was asked and answered; null where no model was.</param>
public sealed record ReactionThought(IReadOnlyList<Reaction> Open, Reaction Proposed, string Reason, JournalPayloads.Draft? Asked);
