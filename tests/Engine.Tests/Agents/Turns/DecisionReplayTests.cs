using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class DecisionReplayTests
{
    private const string Cause = "occurrence:post:1000";
    private static readonly AgentDefinition Ada = AgentDefinitionParser.Parse("""{"id":"ada","name":"Ada","style_guide":{"vocabulary":{"avoid_terms":["synergy"]}}}""", "").Definition!;

    [Fact]
    public void A_recorded_decision_comes_out_the_same()
    {
        var composed = Composed(
            [Draft("More synergy for the tide.", "More synergy for the tide.", "avoided_term"), Draft("\"The tide is late again.\"", "The tide is late again.")],
            "The tide is late again.", "");

        var steps = Run(composed);

        Assert.All(steps, step => Assert.True(step.IsEqual, $"{step.What}: recorded '{step.Recorded}', now '{step.Replayed}'"));
        Assert.Equal(["effect id", "draft 1", "verdicts of draft 1", "draft 2", "verdicts of draft 2", "verdict", "payload"], steps.Select(step => step.What));
    }

    [Fact]
    public void A_text_that_the_answer_does_not_give_is_found()
    {
        var steps = Run(Composed([Draft("The tide is late.", "Buy my coin.")], "Buy my coin.", ""));

        Assert.Equal(["draft 1", "payload"], steps.Where(step => !step.IsEqual).Select(step => step.What));
    }

    [Fact]
    public void A_verdict_that_was_left_out_is_found()
    {
        var steps = Run(Composed([Draft("More synergy for the tide.", "More synergy for the tide.")], "More synergy for the tide.", ""));

        Assert.Equal(["verdicts of draft 1", "verdict", "payload"], steps.Where(step => !step.IsEqual).Select(step => step.What));
    }

    [Fact]
    public void An_effect_of_another_cause_is_found()
    {
        var steps = DecisionReplay.Run("ada", EffectId.From("ada", "occurrence:post:2000"), Cause, Ada, Composed([Draft("Hello tide.", "Hello tide.")], "Hello tide.", ""));

        Assert.Equal("effect id", Assert.Single(steps, step => !step.IsEqual).What);
    }

    [Fact]
    public void A_failure_of_all_tiers_has_nothing_to_judge()
    {
        var steps = Run(Composed([Draft("", "")], null, "llm_timeout"));

        Assert.All(steps, step => Assert.True(step.IsEqual));
    }

    private static IReadOnlyList<ReplayStep> Run(JournalPayloads.Composed composed) => DecisionReplay.Run("ada", EffectId.From("ada", Cause), Cause, Ada, composed);

    private static JournalPayloads.Draft Draft(string answer, string text, params string[] verdicts) =>
        new("call", [new LlmMessage { Role = "system", Text = "You are Ada." }], answer, "first", "m", new LlmUsage(), [], text, [.. verdicts]);

    private static JournalPayloads.Composed Composed(List<JournalPayloads.Draft> drafts, string? payload, string verdict) =>
        new(1, null, false, 7, DateTimeOffset.UnixEpoch, [], [], drafts, payload is null ? null : new SocialPost { Text = payload }, verdict, 10);
}
