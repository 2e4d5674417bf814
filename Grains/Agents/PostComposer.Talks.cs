using PuppetEngine.Engine.Agents.Moods;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Grains.Agents;

/// <summary>Has a talk judged: what it changed between the agent and the other.</summary>
internal sealed partial class PostComposer
{
    /// <summary>Asks a model what a talk changed. Never throws for what a model does; says whether it is worth asking again.</summary>
    public async Task<(TalkThought Thought, bool MayRetry)> ThinkAsync(AgentProfile agent, InboxMention talk, Relationship known, TurnState state, CancellationToken token)
    {
        if (state.Own is not { } own || talk.Said is not { } said)
        {
            return (TalkThought.None, false);
        }

        var now = services.Time.GetUtcNow();
        var mood = MoodMachine.Now(state.Mood, MoodRules.Of(agent.Definition), now);
        var mention = SeenMention.Of(talk.Post, talk.Referenced, own.UserId, own.Handle);
        var index = ComposingInput.Variation(talk.EffectId);
        var prompt = PromptComposer.Compose(new PromptInput
        {
            Form = PromptForm.RelationshipUpdate,
            Definition = agent.Definition,
            Now = now,
            Mood = mood.Mood,
            MoodProvenance = mood.Provenance,
            Relationship = known,
            Conversation = [.. Talk.TurnsOf(mention, own.UserId), new PromptTurn(own.Handle, said, IsOwn: true)],
            OccurrenceIndex = index,
        });
        var request = RequestFor(agent.Definition, prompt, $"{talk.EffectId}-talk-{talk.Tries}", now + services.Turns.ComposeDeadline, talk.Reserved, index) with
        {
            Temperature = 0.2,
            MaxOutputTokens = 500,
        };
        var answer = await AskAsync(request, token);
        var asked = DraftOf(request, answer, "", []);
        return answer.Error is { } error
            ? (TalkThought.None with { Asked = asked }, CanMendItself(error))
            : (new TalkThought(RelationshipAnswer.Parse(answer.Text) ?? RelationshipProposal.None, prompt.Trust, asked), false);
    }

    /// <summary>Asks a model what it would do with a post. Never throws for what a model does; says whether it is worth asking again.</summary>
    public async Task<(ReactionThought Thought, bool MayRetry)> ReactAsync(
        AgentProfile agent, Encounter encounter, OwnAccount own, InboxMention seen, Relationship known, IReadOnlyList<Reaction> open, TurnState state, CancellationToken token)
    {
        var now = services.Time.GetUtcNow();
        var mood = MoodMachine.Now(state.Mood, MoodRules.Of(agent.Definition), now);
        var mention = SeenMention.Of(seen.Post, seen.Referenced, own.UserId, own.Handle, seen.AuthorAgent.Length > 0, known.Stopped);
        var prompt = PromptComposer.Compose(new PromptInput
        {
            Form = PromptForm.Reaction,
            Reactions = open,
            Definition = agent.Definition,
            Now = now,
            Mood = mood.Mood,
            MoodProvenance = mood.Provenance,
            Relationship = known,
            Conversation = Talk.TurnsOf(mention, own.UserId),
            Memories = await RecallAsync(seen.Post.Text),
        });
        var request = RequestFor(agent.Definition, prompt, $"{encounter.EventId}-encounter-{encounter.Tries}", now + services.Turns.ComposeDeadline, encounter.Reserved, (long)(Engine.Randomness.DeterministicRandom.Hash(seen.Post.Id) & int.MaxValue)) with
        {
            Temperature = 0.7,
            MaxOutputTokens = 200,
        };
        var answer = await AskAsync(request, token);
        var asked = DraftOf(request, answer, "", []);
        if (answer.Error is { } error)
        {
            return (new ReactionThought(open, Reaction.Ignore, answer.Detail ?? "", asked), CanMendItself(error));
        }

        var (proposed, reason) = ReactionAnswer.Parse(answer.Text, open);
        return (new ReactionThought(open, proposed, reason, asked), false);
    }

    /// <summary>The view of the next post's prompt with what else an agent's words follow from.</summary>
    private async Task<PromptView> WithCircleAsync(PromptView view, PromptInput input) => view with
    {
        Valence = input.Mood.Valence,
        Arousal = input.Mood.Arousal,
        Dominance = input.Mood.Dominance,
        MoodInWords = input.Mood.Describe(),
        Relationships = [.. (await services.Relationships.ListAsync(agentId, CircleShown, null, CancellationToken.None)).Items.Select(CatalogReaderGrain.View)],
    };
}
