using System.Globalization;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// Makes a recorded decision again, from what it was made of: the effect's id from the cause, each prompt from the definition, the
/// memories, the recent posts, the mood and the hints, each text from the model's recorded answer, each verdict from the text. All of it must
/// come out as the journal has it. Pure: no model, no clock, no network.
/// </summary>
public static class DecisionReplay
{
    /// <summary>Replays one composing.</summary>
    /// <param name="agentId">The agent.</param>
    /// <param name="effectId">The effect as the journal names it.</param>
    /// <param name="planned">The recorded intent; null when its row has no payload any more.</param>
    /// <param name="definition">The definition of the recorded version.</param>
    /// <param name="composed">The recorded composing.</param>
    public static IReadOnlyList<ReplayStep> Run(
        string agentId, string effectId, JournalPayloads.Planned? planned, AgentDefinition definition, JournalPayloads.Composed composed)
    {
        ArgumentNullException.ThrowIfNull(composed);
        var steps = new List<ReplayStep>();
        Trigger(steps, agentId, effectId, planned, composed);
        var input = ComposingInput.Of(definition, composed);
        var (sent, verdict) = ("", "");
        List<string>? memories = null;
        for (var index = 0; index < composed.Drafts.Count; index++)
        {
            var (draft, number) = (composed.Drafts[index], index + 1);
            var prompt = input is null ? null : PromptComposer.Compose(input with { Variant = index });
            memories = prompt?.MemoryIds ?? memories;
            steps.Add(prompt is null
                ? ReplayStep.NotRecorded($"prompt of draft {number}")
                : new ReplayStep($"prompt of draft {number}", Words(draft.Messages), Words(prompt.Messages)));
            if (draft.Error is not null || (draft.Text.Length == 0 && draft.Verdicts.Count == 0))
            {
                // No tier answered: there is nothing to judge. Rows of earlier releases name the failure only as their verdict.
                (sent, verdict) = ("", draft.Error is { } error ? $"llm_{error}" : composed.Verdict);
                continue;
            }

            var system = (prompt?.Messages ?? draft.Messages) is [var first, ..] ? first.Text : null;
            var (text, found) = Judge(definition, composed, draft.Answer, system);
            if (draft.SaidElsewhere)
            {
                found.Add(DraftChecks.SaidElsewhere);
            }

            var codes = found.ConvertAll(one => one.Code);
            steps.Add(new ReplayStep($"text of draft {number}", draft.Text, text));
            steps.Add(new ReplayStep($"verdicts of draft {number}", string.Join(", ", draft.Verdicts), string.Join(", ", codes)));
            (sent, verdict) = codes is [var code, ..] ? ("", code) : (text, "");
            input = input is null ? null : input with { Hint = RegenerationHint.From(found) };
        }

        // Without the memories' texts no prompt was made, and so nothing used any.
        steps.Add(memories is null
            ? ReplayStep.NotRecorded("memories used")
            : new ReplayStep("memories used", string.Join(", ", composed.MemoryIds), string.Join(", ", memories)));
        steps.Add(new ReplayStep("verdict", composed.Verdict, verdict));
        steps.Add(new ReplayStep("payload", composed.Thread is { } parts ? ComposingInput.Whole(parts) : composed.Payload?.Text ?? "", sent));
        return steps;
    }

    private static (string Text, List<Verdict> Found) Judge(AgentDefinition definition, JournalPayloads.Composed composed, string answer, string? system)
    {
        var vouched = ComposingInput.Vouched(composed.Topic, composed.TopicProvenance);
        if (composed.Conversation is not null && composed.Form != PromptForm.Quote)
        {
            var reply = DraftChecks.CleanReply(answer, definition);
            return (reply, DraftChecks.CheckReply(definition, composed.Recent, reply, composed.Participants ?? [], vouched, system, NoSecrets.Instance));
        }

        if (composed.MostParts > 1)
        {
            var parts = DraftChecks.CleanThread(answer, definition, composed.MostParts);
            return (ComposingInput.Whole(parts), DraftChecks.CheckThread(new DraftGate(), definition, composed.Recent, parts, composed.MostParts, composed.Force, vouched, system, NoSecrets.Instance));
        }

        var post = PostCleanup.Clean(answer, definition);
        return (post, DraftChecks.Check(definition, composed.Recent, post, composed.Force, vouched, system, NoSecrets.Instance));
    }

    private static void Trigger(List<ReplayStep> steps, string agentId, string effectId, JournalPayloads.Planned? planned, JournalPayloads.Composed composed)
    {
        if (planned is null)
        {
            steps.Add(ReplayStep.NotRecorded("effect id"));
        }
        else
        {
            // An occurrence is its activity and its due time; anything else is what the caller, the event or the mention said.
            var cause = planned.Due is { } due && EffectId.NamedBy(planned.Cause, EffectId.Occurrence)?.Split(':') is [var activity, ..] ? EffectId.OfOccurrence(activity, due) : planned.Cause;
            steps.Add(new ReplayStep("cause", planned.Cause, cause));
            steps.Add(new ReplayStep("effect id", effectId, EffectId.From(agentId, cause)));
            steps.Add(new ReplayStep("topic", planned.Topic ?? "", composed.Topic ?? ""));
        }

        steps.Add(new ReplayStep("seed", Number((long)composed.Seed), Number(ComposingInput.Variation(effectId))));
    }

    private static string Words(List<LlmMessage> messages) => string.Join("\n\n", messages.Select(message => $"[{message.Role}]\n{message.Text}"));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
