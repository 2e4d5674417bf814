using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Social;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// The mentions that an agent heard and has not done with, as steps of a turn: stored before anybody counts them as read, decided in one
/// commit with what follows, and gone with the end of their reply.
/// </summary>
public static class MentionInbox
{
    /// <summary>Mentions that wait at most, planned and held ones included; more are heard later.</summary>
    public const int Most = 150;

    /// <summary>Stores what is new. The change is null where nothing is; the list names what there is no room for.</summary>
    public static (TurnChange? Change, List<string> NotTaken) Hear(TurnState state, MentionDelivery delivery)
    {
        var inbox = state.Inbox.ToBuilder();
        var notTaken = new List<string>();
        foreach (var post in delivery.Posts)
        {
            if (Knows(state, inbox, post.Id))
            {
                continue;
            }

            if (inbox.Count >= Most)
            {
                notTaken.Add(post.Id);
                continue;
            }

            inbox.Add(new InboxMention(delivery.AccountKey, post, [.. delivery.Referenced.Where(other => other.Id == post.ReplyToId || other.Id == post.QuoteOfId)])
            {
                AuthorAgent = delivery.Agents.GetValueOrDefault(post.Author.Id, ""),
            });
        }

        var own = new OwnAccount(delivery.OwnId, delivery.OwnHandle) { Tier = delivery.Tier };
        return (inbox.Count == state.Inbox.Length && own == state.Own ? null : new TurnChange(state with { Inbox = inbox.ToImmutable(), Own = own }) { HasNews = false }, notTaken);
    }

    /// <summary>When the first of them has to be decided on; null for never, as while the agent is paused or deleted.</summary>
    public static DateTimeOffset? DueAt(TurnState state)
    {
        var waiting = state.Inbox.IsEmpty ? [] : state.Inbox.Where(m => m.EffectId.Length == 0).ToList();
        return waiting.Count == 0 || state is { PausedBy: not null } or { Deleted: true } or { Own: null } ? null : waiting.Min(m => m.Until ?? DateTimeOffset.MinValue);
    }

    /// <summary>The first, in the order in which they were heard, that has to be decided on by now; null when none has.</summary>
    public static InboxMention? Next(TurnState state, DateTimeOffset now) =>
        DueAt(state) <= now ? state.Inbox.FirstOrDefault(m => m.EffectId.Length == 0 && (m.Until is not { } until || until <= now)) : null;

    /// <summary>The mention that a planned reply answers; null when it is not at hand.</summary>
    public static InboxMention? Of(TurnState state, Effect effect) => state.Inbox.FirstOrDefault(m => m.EffectId == effect.Id);

    /// <summary>Decides on a mention: one recorded decision, and its consequence, in one commit. Null when it was decided meanwhile.</summary>
    /// <param name="state">The state.</param>
    /// <param name="heard">The mention.</param>
    /// <param name="seed">What every effect of the agent begins with.</param>
    /// <param name="definition">The agent.</param>
    /// <param name="standing">What the network's rules make of its account.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">How turns are bounded.</param>
    /// <param name="known">What the agent makes of its author; null for nothing yet.</param>
    /// <param name="mode">What becomes of the agent's effects.</param>
    public static TurnChange? Decide(
        TurnState state,
        InboxMention heard,
        EffectSeed seed,
        AgentDefinition definition,
        SocialStanding standing,
        DateTimeOffset now,
        TurnOptions options,
        Relationship? known = null,
        PublishMode mode = PublishMode.Live)
    {
        var post = heard.Post;
        if (state.Own is not { } own || !state.Inbox.Any(m => m.Post.Id == post.Id && m.EffectId.Length == 0))
        {
            return null;
        }

        var mention = SeenMention.Of(post, heard.Referenced, own.UserId, own.Handle, heard.AuthorAgent.Length > 0, known is { Stopped: true });
        var account = own.ForConversations() with { MayLike = Refusal(SocialForm.Like, heard, own, standing) is null };
        var step = AskedTurns.IsAnswered(state, post.Id) ? MentionTurns.Refuse(state, mention, "A person asked for the reply to it.", now)
            : heard.AccountKey == seed.AccountKey
            ? MentionTurns.Decide(state, seed, definition, account, mention, now, options, mode)
            : MentionTurns.Refuse(state, mention, "It mentions an account by which the agent does not speak any more.", now);
        if (step.Decision.Choice == MentionChoice.Answer && Refusal(SocialForm.Reply, heard, own, standing) is { } refusal)
        {
            step = MentionTurns.Refuse(state, mention, $"{refusal.Code}: {refusal.Detail}", now);
        }

        var change = step.Change is null ? new TurnChange(state) { HasNews = false } : TalkTurns.Heard(step.Change, step.Decision, heard, known, definition, now);
        var rest = change.State.Inbox.RemoveAll(m => m.Post.Id == post.Id);
        return change with
        {
            State = change.State with
            {
                Inbox = step.Decision.Choice switch
                {
                    MentionChoice.Answer => rest.Add(heard with { Until = null, EffectId = EffectId.From(seed.AgentId, EffectId.OfMention(post.Id)) }),
                    MentionChoice.Hold => rest.Add(heard with { Until = step.Decision.ActAt }),
                    _ => rest,
                },
            },
        };
    }

    /// <summary>
    /// The state after an effect ended: a reply's place in its conversation and its hour is settled. The words that it answered are gone, or,
    /// where it was said, stay until the agent has thought about the talk.
    /// </summary>
    internal static TurnState Ended(TurnState state, Effect effect)
    {
        if (MentionTurns.MentionOf(effect) is null)
        {
            return state;
        }

        var said = effect.State is EffectState.Confirmed or EffectState.DryRun && !effect.IsTrial ? effect.Payload?.Text : null;
        return state with
        {
            Conversations = MentionTurns.Ended(state.Conversations, effect),
            Inbox = said is null
                ? state.Inbox.RemoveAll(m => m.EffectId == effect.Id)
                : [.. state.Inbox.Select(m => m.EffectId == effect.Id ? m with { Said = said, Until = null } : m)],
        };
    }

    private static PolicyVerdict? Refusal(SocialForm form, InboxMention heard, OwnAccount own, SocialStanding standing) => SocialPolicy.Check(
        new SocialProposal(form)
        {
            Target = heard.Post,
            TargetQuotesOwn = heard.Referenced.Any(other => other.Id == heard.Post.QuoteOfId && other.Author.Id == own.UserId),
        },
        standing);

    private static bool Knows(TurnState state, ImmutableArray<InboxMention>.Builder inbox, string id) =>
        inbox.Any(m => m.Post.Id == id) || state.Conversations.Handled.Contains(id) || state.Open.Any(e => MentionTurns.MentionOf(e) == id);
}

/// <summary>A mention that an agent heard.</summary>
/// <param name="AccountKey">The account that it mentions, <c>world/credential</c>.</param>
/// <param name="Post">The post; outside text.</param>
/// <param name="Referenced">What it answers or quotes, as far as that is known.</param>
public sealed record InboxMention(string AccountKey, SeenPost Post, ImmutableArray<SeenPost> Referenced)
{
    /// <summary>The agent of this house that wrote it; empty for anybody else.</summary>
    public string AuthorAgent { get; init; } = "";

    /// <summary>It is held and decided on again then, or thought about again then; null for at once.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The planned reply that it waits for; empty while it is not decided on.</summary>
    public string EffectId { get; init; } = "";

    /// <summary>What the agent answered; null while it has not. From then on it waits to be thought about.</summary>
    public string? Said { get; init; }

    /// <summary>How often a model was asked what the talk changed.</summary>
    public int Tries { get; init; }

    /// <summary>Reserved of the agent's budget for asking, in millionths of a dollar.</summary>
    public long Reserved { get; init; }

    /// <summary>The key under which the agent knows its author: the other agent's id, or the network's user id.</summary>
    [JsonIgnore]
    public string AuthorKey => AuthorAgent.Length > 0 ? AuthorAgent : Post.Author.Id;
}

/// <summary>The agent's account on the network, as its mentions came with it.</summary>
/// <param name="UserId">The user id.</param>
/// <param name="Handle">The handle without its at sign.</param>
public sealed record OwnAccount(string UserId, string Handle)
{
    /// <summary>Its access tier as far as the network tells; empty when it does not.</summary>
    public string Tier { get; init; } = "";

    /// <summary>The account as decisions need it, without leave to like.</summary>
    public ConversationAccount ForConversations() => new(UserId, Handle);
}
