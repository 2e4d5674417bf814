using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Moods;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>Has a post written: prompt, model, clean-up, checks, and again with a hint while a check fails, within bounds.</summary>
internal sealed partial class PostComposer(string agentId, AgentServices services)
{
    /// <summary>Memories that a prompt may recall.</summary>
    private const int Recalled = 12;

    /// <summary>Relationships that the view of a prompt shows.</summary>
    private const int CircleShown = 20;

    /// <summary>Writes the payload of an effect whose budget is reserved. Never throws for what a model does.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="effect">The effect.</param>
    /// <param name="state">Its state.</param>
    /// <param name="asked">The conversation that a person named; null where none is, and the mention's is read.</param>
    /// <param name="token">Gives up.</param>
    public async Task<ComposedPost> ComposeAsync(AgentProfile agent, Effect effect, TurnState state, Talk? asked, CancellationToken token)
    {
        var options = services.Turns;
        var deadline = services.Time.GetUtcNow() + options.ComposeDeadline;
        var index = ComposingInput.Variation(effect.Id);
        var talk = asked ?? (effect.Kind == EffectKind.Reply ? await Talk.ReadAsync(services, agent.Definition, effect, state, token) : null);
        var isQuote = effect.Kind == EffectKind.Quote;
        var parts = PartsFor(agent.Definition, state, effect);
        var input = await InputAsync(agent.Definition, state, effect.Topic, effect.TopicProvenance, index, talk);
        input = isQuote ? input with { Form = PromptForm.Quote } : parts > 1 ? input with { Form = PromptForm.Thread, ThreadLength = parts } : input;
        var trust = Provenance.Self;
        var drafts = new List<JournalPayloads.Draft>();
        var memories = new List<string>();
        var left = effect.Reserved;
        ComposedPost Done(SocialPost? payload, string verdict, string detail, DateTimeOffset? retryAt = null, List<string>? thread = null) => new(
            payload,
            verdict,
            detail,
            retryAt,
            new JournalPayloads.Composed(
                agent.Version, effect.Topic, effect.Force, (ulong)index, input.Now, memories, [.. input.RecentPosts.Select(p => p.Text)], drafts, payload, verdict, effect.Reserved - left,
                ComposingInput.Record(input.Memories), input.Mood, input.MoodProvenance, effect.TopicProvenance, talk?.Turns, talk?.Participants, [.. input.RecentPosts.Select(p => p.Provenance)], talk?.Other,
                parts, thread, isQuote ? PromptForm.Quote : null)) { Trust = trust, Followers = thread is [_, .. var rest] ? rest : [] };

        if (effect.Kind == EffectKind.Reply && talk is null)
        {
            return Done(null, "no_target", "The post to answer is not at hand any more.");
        }

        var vouched = ComposingInput.Vouched(effect.Topic, effect.TopicProvenance);
        for (var variant = 0; variant < options.MaxDrafts; variant++)
        {
            var prompt = PromptComposer.Compose(input with { Variant = variant });
            (memories, trust) = (prompt.MemoryIds, prompt.Trust);
            var request = RequestFor(agent.Definition, prompt, $"{effect.Id}-{effect.Composings}-{variant}", deadline, left, index + variant, parts);
            var answer = await AskAsync(request, token);
            left -= answer.Usage.MicroDollars;
            if (answer.Error is { } error)
            {
                drafts.Add(DraftOf(request, answer, "", []));
                return Done(null, $"llm_{TurnNames.Of(error)}", answer.Detail ?? "", RetryAt(error, answer, effect));
            }

            List<string> texts = parts > 1 ? DraftChecks.CleanThread(answer.Text, agent.Definition, parts)
                : [talk is null || isQuote ? PostCleanup.Clean(answer.Text, agent.Definition) : DraftChecks.CleanReply(answer.Text, agent.Definition)];
            var verdicts = talk is null || isQuote
                ? Check(agent, state, texts, parts, effect.Force, vouched, prompt.Messages[0].Text)
                : CheckReply(agent, state, texts[0], talk.Participants, vouched, prompt.Messages[0].Text);
            var isElsewhere = verdicts.Count == 0 && await SaidElsewhereAsync(effect, texts, token);
            verdicts = isElsewhere ? [DraftChecks.SaidElsewhere] : verdicts;
            drafts.Add(DraftOf(request, answer, ComposingInput.Whole(texts), verdicts) with { SaidElsewhere = isElsewhere });
            if (verdicts.Count == 0)
            {
                return Done(effect.Frame is { } frame ? frame with { Text = texts[0] } : new SocialPost { Text = texts[0], ReplyToId = talk?.PostId }, "", "", thread: parts > 1 ? texts : null);
            }

            input = input with { Hint = RegenerationHint.From(verdicts) };
        }

        var last = drafts[^1].Verdicts;
        return Done(null, last[0], $"{drafts.Count} drafts broke a rule; the last one: {string.Join(", ", last)}.");
    }

    /// <summary>Whatever stands against sending a text; nothing when it may go out. Near-duplicates are forgiven where a person insists.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="state">Its state, for the recent posts.</param>
    /// <param name="text">The text.</param>
    /// <param name="force">Whether a person insists.</param>
    /// <param name="operatorText">What an operator asked for: its names, links and addresses may be said.</param>
    /// <param name="systemPrompt">The prompt that it was written from; null for a person's own text.</param>
    public List<Verdict> Check(AgentProfile agent, TurnState state, string text, bool force, string? operatorText, string? systemPrompt) =>
        Check(agent, state, [text], 1, force, operatorText, systemPrompt);

    /// <summary>The same for the parts of a thread; one is a post.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="state">Its state, for the recent posts.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="most">The most parts.</param>
    /// <param name="force">Whether a person insists.</param>
    /// <param name="operatorText">What an operator asked for: its names, links and addresses may be said.</param>
    /// <param name="systemPrompt">The prompt that it was written from; null for a person's own text.</param>
    public List<Verdict> Check(AgentProfile agent, TurnState state, IReadOnlyList<string> parts, int most, bool force, string? operatorText, string? systemPrompt) =>
        DraftChecks.CheckThread(services.Gate, agent.Definition, [.. state.Recent.Select(p => p.Text)], parts, most, force, operatorText, systemPrompt, services.Secrets);

    /// <summary>Whatever stands against sending a reply; nothing when it may go out.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="state">Its state, for the recent posts.</param>
    /// <param name="text">The text.</param>
    /// <param name="participants">Handles of the conversation, which may be named.</param>
    /// <param name="operatorText">What an operator asked for; null where nobody did.</param>
    /// <param name="systemPrompt">The prompt that it was written from; null for a person's own text.</param>
    public List<Verdict> CheckReply(AgentProfile agent, TurnState state, string text, List<string> participants, string? operatorText, string? systemPrompt) =>
        services.Gate.CheckReply(agent.Definition, [.. state.Recent.Select(p => p.Text)], text, participants, operatorText, systemPrompt, services.Secrets);

    /// <summary>Whether another account of ours has said one of the texts lately: one row, by its key, for each.</summary>
    public async Task<bool> SaidElsewhereAsync(Effect effect, IReadOnlyList<string> texts, CancellationToken token)
    {
        foreach (var text in services.IdenticalWindow > TimeSpan.Zero ? texts : [])
        {
            if (SaidText.KeyOf(effect.World, text) is { } key
                && await services.Ledger.FindSaidAsync(key, services.Time.GetUtcNow(), token) is { } said && said.AccountKey != effect.AccountKey)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many posts may be written: those that were asked for, as far as the definition allows them and the day has room for them.</summary>
    private int PartsFor(AgentDefinition definition, TurnState state, Effect effect) => effect.MostParts <= 1 ? 1 : Math.Max(1, Math.Min(
        Math.Min(effect.MostParts, definition.Behavior.Content.MaxThreadLength),
        definition.Limits.PostsPerDay - state.Day.At(services.Time.GetUtcNow()).Posts ?? int.MaxValue));

    /// <summary>Asks the models. An answer that holds a secret is withheld here, before anything can check, journal or show it.</summary>
    private async Task<LlmAnswer> AskAsync(LlmRequest request, CancellationToken token)
    {
        var answer = await services.Grains.GetGrain<ILlmWorkerGrain>("worker").Complete(request, token);
        return answer with { Text = WithheldText.Of(answer.Text, services.Secrets) };
    }

    private async Task<PromptInput> InputAsync(AgentDefinition definition, TurnState state, string? topic, Provenance topicProvenance, long index, Talk? talk = null)
    {
        var now = services.Time.GetUtcNow();
        var mood = MoodMachine.Now(state.Mood, MoodRules.Of(definition), now);
        return new PromptInput
        {
            Form = talk is null ? PromptForm.Post : PromptForm.Reply,
            Conversation = talk?.Turns ?? [],
            Relationship = talk?.Other,
            Definition = definition,
            Now = now,
            Mood = mood.Mood,
            MoodProvenance = mood.Provenance,
            RecentPosts = [.. state.Recent.Select(p => new Engine.Agents.Prompts.RecentPost(p.Text, p.Provenance))],
            Memories = await RecallAsync(topic ?? talk?.Turns[^1].Text),
            Topic = topic,
            TopicProvenance = topicProvenance,
            OccurrenceIndex = index,
        };
    }

    /// <summary>What bears on the topic; without one, the core memories.</summary>
    private async Task<List<MemoryItem>> RecallAsync(string? topic)
    {
        var memory = services.Grains.GetGrain<IMemoryGrain>(agentId);
        var core = await memory.Query(new MemoryQuery { Kind = "core", Limit = Recalled });
        var items = core.Items.Select(m => m.Item).ToList();
        if (topic is not null)
        {
            var found = await memory.Query(new MemoryQuery { Text = topic, Limit = Recalled, WithoutNoise = true });
            items.InsertRange(0, found.Items.Select(m => m.Item).Where(m => m.Kind is not ("core" or "post")));
        }

        return items;
    }

    private LlmRequest RequestFor(AgentDefinition definition, ComposedPrompt prompt, string callId, DateTimeOffset deadline, long microDollars, long seed, int parts = 1) =>
        ModelWishes.Apply(
            new LlmRequest
            {
                AgentId = agentId,
                CallId = callId,
                Messages = prompt.Messages,
                JsonSchema = prompt.JsonSchema,
                SchemaName = prompt.SchemaName,
                Deadline = deadline,
                MaxOutputTokens = 280,
                Temperature = 0.9,
                Seed = seed & int.MaxValue,
                MaxMicroDollars = microDollars,
            },
            definition) is var request && parts > 1 ? request with { MaxOutputTokens = request.MaxOutputTokens * parts } : request;

    private static JournalPayloads.Draft DraftOf(LlmRequest request, LlmAnswer answer, string text, List<Verdict> verdicts) => new(
        request.CallId, request.Messages, answer.Text, answer.Tier, answer.Model, answer.Usage, answer.Attempts, text, [.. verdicts.Select(v => v.Code)],
        answer.Error is { } error ? TurnNames.Of(error) : null);

    /// <summary>What can mend itself is tried again; a refused key or an empty purse is a person's to mend.</summary>
    private DateTimeOffset? RetryAt(LlmErrorClass error, LlmAnswer answer, Effect effect) =>
        CanMendItself(error) ? Later(answer.RetryAt, services.Time.GetUtcNow() + TimeSpan.FromSeconds(15 << Math.Min(effect.Composings, 5))) : null;

    private static bool CanMendItself(LlmErrorClass error) =>
        error is LlmErrorClass.RateLimit or LlmErrorClass.Timeout or LlmErrorClass.Server or LlmErrorClass.CircuitOpen or LlmErrorClass.BadOutput or LlmErrorClass.ContentFilter;

    private static DateTimeOffset Later(DateTimeOffset? a, DateTimeOffset b) => a > b ? a.Value : b;

    private static PromptView View(AgentProfile agent, ComposedPrompt prompt) => new()
    {
        Messages = prompt.Messages,
        DefinitionVersion = agent.Version,
        MemoryIds = prompt.MemoryIds,
        HasCustomPrompt = agent.Definition.HasCustomPrompt,
    };
}
