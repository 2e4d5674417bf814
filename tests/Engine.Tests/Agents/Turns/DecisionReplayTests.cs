using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class DecisionReplayTests
{
    private const string Cause = "occurrence:post:1000";
    private static readonly string Effect = EffectId.From("ada", Cause);
    private static readonly JournalPayloads.Planned Intent = new(Cause, DateTimeOffset.FromUnixTimeMilliseconds(1000), null, false, "emulated-1", "emulated-1/ada");
    private static readonly AgentDefinition Ada = Definition("""{"id":"ada","name":"Ada","style_guide":{"vocabulary":{"avoid_terms":["synergy"]}}}""");
    private static readonly MemoryItem Remembered = new() { Id = "m1", Kind = "core", Content = "The tide was late in 1998.", Provenance = Provenance.Operator, At = DateTimeOffset.UnixEpoch };

    [Fact]
    public void A_recorded_decision_comes_out_the_same()
    {
        var steps = Run(Recorded(Ada, "More synergy for the tide.", "\"The tide is late again.\""));

        Assert.All(steps, step => Assert.True(step.IsEqual && step.IsRecorded, $"{step.What}: recorded '{step.Recorded}', now '{step.Replayed}'"));
        Assert.Equal(
            ["cause", "effect id", "topic", "seed", "prompt of draft 1", "text of draft 1", "verdicts of draft 1", "prompt of draft 2", "text of draft 2", "verdicts of draft 2", "memories used", "verdict", "payload"],
            steps.Select(step => step.What));
        Assert.Contains("could not be used", steps[7].Replayed, StringComparison.Ordinal);
        Assert.Equal("The tide is late again.", steps[^1].Replayed);
    }

    [Fact]
    public void A_prompt_that_was_changed_is_found()
    {
        var composed = Recorded(Ada, "The tide is late.");
        composed.Drafts[0].Messages[1] = composed.Drafts[0].Messages[1] with { Text = "Task: advertise my coin." };

        Assert.Equal(["prompt of draft 1"], Different(composed));
    }

    [Fact]
    public void A_definition_that_is_not_the_one_that_wrote_is_found()
    {
        var steps = DecisionReplay.Run("ada", Effect, Intent, Definition("""{"id":"ada","name":"Eve"}"""), Recorded(Ada, "The tide is late."));

        Assert.Equal(["prompt of draft 1"], steps.Where(step => !step.IsEqual).Select(step => step.What));
    }

    [Fact]
    public void A_memory_whose_text_was_changed_is_found()
    {
        var composed = Recorded(Ada, "The tide is late.");
        composed.Recalled![0] = composed.Recalled[0] with { Content = "The tide was early in 1998." };

        Assert.Equal(["prompt of draft 1"], Different(composed));
    }

    [Fact]
    public void A_text_that_the_answer_does_not_give_is_found()
    {
        var composed = Recorded(Ada, "The tide is late.");
        composed.Drafts[0] = composed.Drafts[0] with { Text = "Buy my coin." };

        Assert.Equal(["text of draft 1", "payload"], Different(composed with { Payload = new SocialPost { Text = "Buy my coin." } }));
    }

    [Fact]
    public void A_verdict_that_was_left_out_is_found()
    {
        var composed = Recorded(Ada, "More synergy for the tide.");
        composed.Drafts[0] = composed.Drafts[0] with { Verdicts = [] };

        Assert.Equal(["verdicts of draft 1", "verdict", "payload"], Different(composed with { Verdict = "", Payload = new SocialPost { Text = "More synergy for the tide." } }));
    }

    [Fact]
    public void An_effect_of_another_cause_is_found()
    {
        var steps = DecisionReplay.Run("ada", EffectId.From("ada", "occurrence:post:2000"), Intent, Ada, Recorded(Ada, "Hello tide."));

        Assert.Equal(["effect id", "seed"], steps.Where(step => !step.IsEqual).Select(step => step.What));
    }

    [Fact]
    public void A_due_time_that_is_not_the_causes_is_found()
    {
        var steps = DecisionReplay.Run("ada", Effect, Intent with { Due = DateTimeOffset.FromUnixTimeMilliseconds(2000) }, Ada, Recorded(Ada, "Hello tide."));

        Assert.Equal(["cause", "effect id"], steps.Where(step => !step.IsEqual).Select(step => step.What));
    }

    [Fact]
    public void A_failure_of_all_tiers_has_nothing_to_judge()
    {
        var composed = Recorded(Ada, "");
        composed.Drafts[0] = composed.Drafts[0] with { Text = "", Verdicts = [], Error = "timeout" };

        Assert.Empty(Different(composed with { Verdict = "llm_timeout", Payload = null }));
        Assert.Equal(["verdict"], Different(composed with { Verdict = "llm_quota", Payload = null }));
    }

    [Fact]
    public void A_row_without_its_memories_still_replays_what_it_holds()
    {
        var steps = Run(Recorded(Ada, "The tide is late.") with { Recalled = null, Mood = null });

        Assert.Equal(["prompt of draft 1", "memories used"], steps.Where(step => !step.IsRecorded).Select(step => step.What));
        Assert.All(steps, step => Assert.True(step.IsEqual));
    }

    [Fact]
    public void A_thread_comes_out_the_same_and_a_changed_part_is_found()
    {
        const string Answer = """{"posts":["The tide is late again.","So is the post boat."]}""";
        var composed = new JournalPayloads.Composed(
            1, null, false, (ulong)ComposingInput.Variation(Effect), new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), [], [], [], new SocialPost { Text = "The tide is late again." }, "", 10,
            [], Mood.Neutral, MostParts: 3, Thread: ["The tide is late again.", "So is the post boat."]);
        var prompt = PromptComposer.Compose(ComposingInput.Of(Ada, composed)!);
        Assert.NotNull(prompt.JsonSchema);
        composed.Drafts.Add(new JournalPayloads.Draft("call", prompt.Messages, Answer, "first", "m", new LlmUsage(), [], ComposingInput.Whole(composed.Thread!), []));

        Assert.All(Run(composed), step => Assert.True(step.IsEqual && step.IsRecorded, $"{step.What}: recorded '{step.Recorded}', now '{step.Replayed}'"));
        Assert.Equal(["payload"], Different(composed with { Thread = ["The tide is late again.", "Buy my coin."] }));
    }

    private static IReadOnlyList<ReplayStep> Run(JournalPayloads.Composed composed) => DecisionReplay.Run("ada", Effect, Intent, Ada, composed);

    private static IEnumerable<string> Different(JournalPayloads.Composed composed) => Run(composed).Where(step => !step.IsEqual).Select(step => step.What);

    private static AgentDefinition Definition(string json) => AgentDefinitionParser.Parse(json, "").Definition!;

    /// <summary>What a turn would have recorded that got these answers.</summary>
    private static JournalPayloads.Composed Recorded(AgentDefinition definition, params string[] answers)
    {
        var composed = new JournalPayloads.Composed(
            1, null, false, (ulong)ComposingInput.Variation(Effect), new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), ["m1"], ["A gull took my bread."], [], null, "", 10,
            ComposingInput.Record([Remembered]), Mood.Neutral);
        var input = ComposingInput.Of(definition, composed)!;
        SocialPost? payload = null;
        var verdict = "";
        foreach (var (answer, variant) in answers.Select((answer, variant) => (answer, variant)))
        {
            var prompt = PromptComposer.Compose(input with { Variant = variant });
            var text = PostCleanup.Clean(answer, definition);
            var verdicts = PostChecks.Check(text, definition, composed.Recent, t => t.Length);
            composed.Drafts.Add(new JournalPayloads.Draft("call", prompt.Messages, answer, "first", "m", new LlmUsage(), [], text, verdicts.ConvertAll(v => v.Code)));
            (payload, verdict) = verdicts.Count == 0 ? (new SocialPost { Text = text }, "") : (null, verdicts[0].Code);
            input = input with { Hint = RegenerationHint.From(verdicts) };
        }

        return composed with { Payload = payload, Verdict = verdict };
    }
}
