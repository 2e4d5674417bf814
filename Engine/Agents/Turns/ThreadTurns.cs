using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// Threads as steps of a turn. All parts are laid down in the one commit that stores the draft; from then on each is an effect like any other,
/// except that it waits until the part before it is confirmed, whose commit also tells it which post to answer. So whatever dies in between, the next
/// activation goes on at the first part that is missing.
/// </summary>
public static class ThreadTurns
{
    /// <summary>The verdict of a part that is not sent because the one before it was not.</summary>
    public const string BrokenVerdict = "thread_broken";

    /// <summary>The first part of a thread with its place in it; a post that nothing follows stays as it is.</summary>
    public static Effect Headed(Effect head, IReadOnlyList<string> followers) =>
        followers.Count == 0 ? head : head with { Thread = new ThreadPlace(head.Id, 1, followers.Count + 1) };

    /// <summary>The step that gave the first part its payload, with the later parts laid down after it.</summary>
    /// <param name="change">The step; its last effect is the first part, drafted and with its place.</param>
    /// <param name="followers">The texts of the later parts, in order; none for a post that stands alone.</param>
    /// <param name="mode">What becomes of the agent's effects.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">How turns are bounded.</param>
    public static TurnChange Laid(TurnChange change, IReadOnlyList<string> followers, PublishMode mode, DateTimeOffset now, TurnOptions options)
    {
        var head = change.Effects[^1];

        // Where the first part ended with its own payload, as one that its cause does not lead to, nothing waits for it.
        for (var at = 0; at < followers.Count && head.State != EffectState.Failed; at++)
        {
            var place = new ThreadPlace(head.Id, at + 2, followers.Count + 1);
            var (text, cause) = (followers[at], EffectId.OfThreadPart(head.Id, place.Part));
            // A millisecond apart, so that lists, which go by time, show them in their order.
            var part = new EffectSeed(head.AgentId, head.World, head.AccountKey).Plan(head.Kind, cause, now.AddMilliseconds(at + 1)) with
            {
                Topic = head.Topic,
                TopicProvenance = head.TopicProvenance,
                Force = head.Force,
                IsTrial = head.IsTrial,
                Expires = head.Expires,
                // Who wrote the first part wrote all of them.
                Composings = head.Composings,
                Thread = place,
            };
            var planned = change.State with { Open = change.State.Open.Add(part) };
            change = change.Then(TurnMachine.Advance(
                planned,
                part,
                e => EffectMachine.Drafted(e, new SocialPost { Text = text }, mode, now, options, head.Trust),
                JournalKinds.Planned,
                _ => (
                    FormattableString.Invariant($"part {place.Part} of {place.Of} of a thread"),
                    new JournalPayloads.Planned(cause, null, part.Topic, part.Force, part.World, part.AccountKey)))!);
        }

        return change;
    }

    /// <summary>What the end of a part means for the next one: it follows, or nothing follows. One in doubt keeps it waiting.</summary>
    internal static TurnChange Ended(TurnChange change, Effect ended)
    {
        if (ended.Thread is not { } place || change.State.Open.FirstOrDefault(e => e.Thread is { } other && other.HeadId == place.HeadId && other.Part == place.Part + 1) is not { } next)
        {
            return change;
        }

        return ended switch
        {
            { State: EffectState.Confirmed, ExternalId: { } postId } when next.AwaitsPredecessor => Followed(change, next, EffectMachine.Follow(next, postId, ended.UpdatedAt)),
            // Its own end is the next one's, and so on to the last.
            { State: EffectState.Failed or EffectState.Cancelled } => change.Then(TurnMachine.Advance(
                change.State,
                next,
                e => EffectMachine.Cancel(e, BrokenVerdict, FormattableString.Invariant($"Part {place.Part} of the thread was not sent ({ended.Verdict}), and nothing follows it."), ended.UpdatedAt))!),
            _ => change,
        };
    }

    /// <summary>A word of a person on the first part is one on the whole thread: the later parts that wait for a person are approved with it.</summary>
    /// <param name="change">The step by which a person approved it.</param>
    /// <param name="approved">The part that was spoken of.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">The present.</param>
    /// <param name="expires">Until when they may begin.</param>
    public static TurnChange Approved(TurnChange change, Effect approved, string by, DateTimeOffset now, DateTimeOffset expires)
    {
        foreach (var part in approved.Thread is { Part: 1 } ? change.State.Open.Where(e => e.Thread?.HeadId == approved.Id && e.State == EffectState.Held) : [])
        {
            change = change.Then(TurnMachine.Advance(
                change.State,
                part,
                e => EffectMachine.Approve(e, null, now, expires),
                JournalKinds.Reviewed,
                _ => ($"approve by {by}", new JournalPayloads.Reviewed("approve", by, null, null)))!);
        }

        return change;
    }

    private static TurnChange Followed(TurnChange change, Effect next, Effect following) => change with
    {
        State = change.State with { Open = change.State.Open.Replace(next, following) },
        Effects = change.Effects.Add(following),
    };
}
