using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>
/// Looks at what another agent of the house has posted, and decides what to do with one post: a step of the agent's work. Which posts there are the
/// house's own books say; the one that is chosen is read from the network, and stands in the prompt as outside text.
/// </summary>
internal sealed class EncounterRunner(TurnStore store, AgentServices services, PostComposer composer)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);

    /// <summary>Takes an encounter that is due one step on, or to its end.</summary>
    public async Task RunAsync(AgentProfile agent, Encounter encounter, CancellationToken token)
    {
        var (state, options) = (store.Current, services.Turns);
        if (agent.StatusReason.Length > 0 || encounter.Tries >= EncounterTurns.MostTries || encounter.At + options.OccurrenceLifetime <= Now)
        {
            await SpeakAsync(agent, encounter, "Nothing could be done with a post of theirs.");
            return;
        }

        // Reading costs nothing of the day's models; what a crash repeats is one read.
        var reading = new Reading(agent.Definition.Id, agent.Seed.AccountKey, encounter.EventId, encounter.Tries);
        var (own, unknown) = state.Own is { } known ? (known, null) : await TargetLook.OwnAsync(services, reading, token);
        if (own is null)
        {
            await RestAsync(encounter, unknown!);
            return;
        }

        var posts = await services.Grains.GetGrain<ICatalogReaderGrain>("reader").ListEffects(new EffectFilter
        {
            AgentId = encounter.TargetId, State = EffectState.Confirmed, Kinds = [EffectKind.Post, EffectKind.Quote], Limit = 2 * EncounterTurns.Looked,
        });
        var oldest = MentionTurns.Rules(agent.Definition, own.ForConversations()).MaxAge;
        var ids = EncounterTurns.Candidates(state, posts.Items.Where(post => post.World == agent.Seed.World && post.AccountKey != agent.Seed.AccountKey), oldest, Now);
        var (page, failed) = ids.Count == 0 ? (new PostPage { Outcome = new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok } }, null) : await TargetLook.ReadAsync(services, reading, ids, token);
        if (page is null)
        {
            await RestAsync(encounter, failed!);
        }
        else if (EncounterTurns.Choose(agent.Definition, encounter, [.. ids.Select(id => page.Posts.Find(post => post.Id == id)).OfType<SeenPost>()]) is { } target)
        {
            await DecideAsync(agent, encounter, own, await TargetLook.SeenAsync(services, agent, agent.Seed.AccountKey, page, target, own), token);
        }
        else
        {
            await SpeakAsync(agent, encounter, $"{encounter.TargetId} has posted nothing lately that is still there and was not decided on.");
        }
    }

    private async Task DecideAsync(AgentProfile agent, Encounter encounter, OwnAccount own, InboxMention seen, CancellationToken token)
    {
        var state = store.Current;
        var known = await Acquaintance.ReadAsync(services, agent.Definition, seen, token);
        var open = EncounterTurns.Open(state, agent.Definition, seen, own, agent.StandingOf(state with { Own = own }), known.Stopped, agent.Rule.Min, Now);
        if (!open.Any(reaction => reaction is Reaction.Reply or Reaction.Quote or Reaction.Like))
        {
            await SpeakAsync(agent, encounter, "The definition or the account's tier leaves nothing to do with their post.");
            return;
        }

        var begun = EncounterTurns.Begun(encounter, services.Turns.ComposingMicroDollars, Now);
        if (!await store.CommitAsync(s => EncounterTurns.Begin(s, encounter, begun, agent.DailyMicroDollars, Now)))
        {
            // The day's budget for models is used up: nothing is decided without one.
            await EndAsync(agent, encounter, own, seen, known, new ReactionThought(open, Reaction.Ignore, "The day's budget for models is used up.", null));
            return;
        }

        var (thought, mayRetry) = await composer.ReactAsync(agent, begun, own, seen, known, open, store.Current, token);
        if (mayRetry)
        {
            await store.CommitAsync(s => EncounterTurns.Rest(s, begun, thought.Asked?.Usage.MicroDollars ?? 0, Now));
            return;
        }

        await EndAsync(agent, begun, own, seen, known, thought);
    }

    private DateTimeOffset Now => services.Time.GetUtcNow();

    private Task<bool> EndAsync(AgentProfile agent, Encounter encounter, OwnAccount own, InboxMention seen, Relationship known, ReactionThought thought)
    {
        var decided = EncounterTurns.Decided(agent.Definition, own, seen.Post.Id, thought.Proposed, thought.Open);
        return store.CommitAsync(s => EncounterTurns.End(s with { Own = s.Own ?? own }, encounter, agent.Seed, seen, known, thought, decided, Now, services.Turns));
    }

    private Task<bool> RestAsync(Encounter encounter, TargetLook failed)
    {
        var now = Now;
        return store.CommitAsync(s => EncounterTurns.Later(s, encounter, failed.RetryAt is { } at && at > now ? at : now + LookAgain));
    }

    private Task<bool> SpeakAsync(AgentProfile agent, Encounter encounter, string why) =>
        store.CommitAsync(s => EncounterTurns.Speak(s, encounter, agent.Seed, agent.Rule.Min, why, Now, services.Turns));
}
