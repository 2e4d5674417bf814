using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Grains.Agents;

/// <summary>What people look at before anything is asked for: drafts, and the prompt of the next post.</summary>
internal sealed partial class PostComposer
{
    /// <summary>One draft that is neither sent nor remembered.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="state">Its state, as far as a draft needs it.</param>
    /// <param name="topic">What to write about; null for the agent's own choice.</param>
    /// <param name="variant">Which of several drafts.</param>
    /// <param name="callId">Names the question to the models.</param>
    /// <param name="parts">The most parts of a thread; 1 for a post.</param>
    /// <param name="token">Gives up.</param>
    public async Task<DraftView> DraftAsync(AgentProfile agent, TurnState state, string? topic, int variant, string callId, int parts, CancellationToken token)
    {
        var deadline = services.Time.GetUtcNow() + services.Turns.ComposeDeadline;
        var input = await InputAsync(agent.Definition, state, topic, Provenance.Operator, state.Posting?.Index ?? 0);
        var prompt = PromptComposer.Compose(parts > 1 ? input with { Variant = variant, Form = PromptForm.Thread, ThreadLength = parts } : input with { Variant = variant });
        var request = RequestFor(agent.Definition, prompt, callId, deadline, services.Turns.ComposingMicroDollars, variant, parts);
        var answer = await AskAsync(request, token);
        List<string> texts = answer.Error is not null ? [] : parts > 1 ? DraftChecks.CleanThread(answer.Text, agent.Definition, parts) : [PostCleanup.Clean(answer.Text, agent.Definition)];
        return new DraftView
        {
            Text = ComposingInput.Whole(texts),
            Thread = parts > 1 ? texts : [],
            Prompt = View(agent, prompt),
            Tier = answer.Tier,
            Model = answer.Model,
            Usage = answer.Usage,
            Verdicts = answer.Error is null ? [.. Check(agent, state, texts, parts, force: false, topic, prompt.Messages[0].Text).Select(v => v.Code)] : [],
            Error = answer.Error is null ? null : answer.Detail,
        };
    }

    /// <summary>The prompt of the next post.</summary>
    public async Task<PromptView> PreviewPromptAsync(AgentProfile agent, TurnState state, string? topic)
    {
        var input = await InputAsync(agent.Definition, state, topic, Provenance.Operator, state.Posting?.Index ?? 0);
        return await WithCircleAsync(View(agent, PromptComposer.Compose(input)), input);
    }
}
