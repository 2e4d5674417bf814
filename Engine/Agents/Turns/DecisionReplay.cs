using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// Runs a recorded composing again: the same cause, definition, prompts and answers must give the same effect, texts and verdicts. Pure;
/// no model, no clock, no network.
/// </summary>
public static class DecisionReplay
{
    /// <summary>Replays one composing.</summary>
    /// <param name="agentId">The agent.</param>
    /// <param name="effectId">The effect as the journal names it.</param>
    /// <param name="cause">The recorded cause; null when its row has no payload any more.</param>
    /// <param name="definition">The definition of the recorded version.</param>
    /// <param name="composed">The recorded composing.</param>
    public static IReadOnlyList<ReplayStep> Run(string agentId, string effectId, string? cause, AgentDefinition definition, JournalPayloads.Composed composed)
    {
        ArgumentNullException.ThrowIfNull(composed);
        var steps = new List<ReplayStep>();
        if (cause is not null)
        {
            steps.Add(new ReplayStep("effect id", effectId, EffectId.From(agentId, cause)));
        }

        var (sent, verdict) = ("", composed.Verdict);
        foreach (var (draft, number) in composed.Drafts.Select((draft, index) => (draft, index + 1)))
        {
            if (draft.Answer.Length == 0 && draft.Text.Length == 0)
            {
                // No tier answered: there is nothing to judge, and the recorded verdict names the failure.
                (sent, verdict) = ("", composed.Verdict);
                continue;
            }

            var text = PostCleanup.Clean(draft.Answer, definition);
            var system = draft.Messages.Count > 0 ? draft.Messages[0].Text : null;
            var verdicts = DraftChecks.Check(definition, composed.Recent, text, composed.Force, composed.Topic, system, NoSecrets.Instance).ConvertAll(found => found.Code);
            steps.Add(new ReplayStep($"draft {number}", draft.Text, text));
            steps.Add(new ReplayStep($"verdicts of draft {number}", string.Join(", ", draft.Verdicts), string.Join(", ", verdicts)));
            sent = verdicts.Count == 0 ? text : "";
            verdict = verdicts.Count == 0 ? "" : verdicts[0];
        }

        steps.Add(new ReplayStep("verdict", composed.Verdict, verdict));
        steps.Add(new ReplayStep("payload", composed.Payload?.Text ?? "", sent));
        return steps;
    }
}

/// <summary>One thing that a replay compared.</summary>
/// <param name="What">What it is, in words.</param>
/// <param name="Recorded">As the journal has it.</param>
/// <param name="Replayed">As it came out now.</param>
public sealed record ReplayStep(string What, string Recorded, string Replayed)
{
    /// <summary>Whether both are equal.</summary>
    public bool IsEqual => string.Equals(Recorded, Replayed, StringComparison.Ordinal);
}
