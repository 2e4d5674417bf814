using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Agents.Turns;

namespace PuppetEngine.Grains.Agents;

/// <summary>
/// Thinks about a talk after its answer: one step of the agent's work, which asks a model at most three times and then lets the talk count without.
/// The question is counted and its budget reserved before it is asked; what it brought is one commit.
/// </summary>
internal sealed class TalkRunner(TurnStore store, AgentServices services, PostComposer composer)
{
    /// <summary>Thinks about a talk that is due.</summary>
    public async Task RunAsync(AgentProfile agent, InboxMention talk, CancellationToken token)
    {
        var options = services.Turns;
        var known = await Acquaintance.ReadAsync(services, agent.Definition, talk, token);
        var begun = TalkTurns.Begun(talk, options.ComposingMicroDollars, Now);
        if (talk.Tries >= TalkTurns.MostTries || !await store.CommitAsync(s => TalkTurns.Begin(s, talk, begun, agent.DailyMicroDollars, Now)))
        {
            // Also where the day's budget is used up: what was said counts, only nobody is asked what it meant.
            await EndAsync(agent, talk, known, TalkThought.None);
            return;
        }

        var (thought, mayRetry) = await composer.ThinkAsync(agent, begun, known, store.Current, token);
        if (mayRetry)
        {
            await store.CommitAsync(s => TalkTurns.Rest(s, begun, thought.Asked?.Usage.MicroDollars ?? 0, Now));
            return;
        }

        await EndAsync(agent, begun, known, thought);
    }

    private DateTimeOffset Now => services.Time.GetUtcNow();

    private Task<bool> EndAsync(AgentProfile agent, InboxMention talk, Relationship known, TalkThought thought) =>
        store.CommitAsync(s => TalkTurns.End(s, talk, agent.Definition, known, thought, Now));
}
