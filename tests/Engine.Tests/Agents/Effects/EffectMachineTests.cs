using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Effects;

public sealed class EffectMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly TurnOptions Options = new();
    private static readonly SocialPost Post = new() { Text = "The kettle knows." };

    [Fact]
    public void Next_composes_then_sends_and_then_waits_for_the_attempt_to_close()
    {
        var planned = Planned();
        Assert.Equal(EffectStep.Compose, Next(planned, Start));
        var drafted = EffectMachine.Drafted(planned, Post, PublishMode.Live, Start, Options);
        Assert.Equal(EffectStep.Send, Next(drafted, Start));
        var begun = EffectMachine.BeginAttempt(drafted, "41", Start, Options);
        var closed = begun.Attempt!.NotAfter + Options.Grace;
        Assert.Equal(EffectStep.Wait, Next(begun, closed - TimeSpan.FromTicks(1)));
        Assert.Equal(EffectStep.Reconcile, Next(begun, closed));
        Assert.Equal(closed, EffectMachine.WakeAt(begun, Options));
    }

    [Fact]
    public void BeginAttempt_the_call_is_cut_off_before_the_attempt_closes()
    {
        var attempt = Attempting().Attempt!;
        Assert.True(attempt.Deadline < attempt.NotAfter);
        Assert.Equal(1, attempt.Number);
        Assert.Equal("41", attempt.Baseline);
    }

    [Fact]
    public void BeginAttempt_without_a_payload_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => EffectMachine.BeginAttempt(Planned(), "0", Start, Options));

    [Fact]
    public void Drafted_after_an_attempt_is_refused_because_a_resend_is_byte_identical()
    {
        var resend = Absent(Absent(Ambiguous()));
        Assert.Equal(EffectState.Planned, resend.State);
        Assert.Throws<InvalidOperationException>(() => EffectMachine.Drafted(resend, Post with { Text = "other" }, PublishMode.Live, Start, Options));
        Assert.Same(Post, EffectMachine.BeginAttempt(resend, "41", Start, Options).Payload);
    }

    [Theory]
    [InlineData(PublishMode.Live, EffectState.Planned)]
    [InlineData(PublishMode.Review, EffectState.Held)]
    [InlineData(PublishMode.DryRun, EffectState.DryRun)]
    public void Drafted_the_publish_mode_decides(PublishMode mode, EffectState expected) =>
        Assert.Equal(expected, EffectMachine.Drafted(Planned(), Post, mode, Start, Options).State);

    [Theory]
    [InlineData(OutcomeClass.Sent, SocialOutcomeCodes.Ok, EffectState.Confirmed)]
    [InlineData(OutcomeClass.Ambiguous, SocialOutcomeCodes.Timeout, EffectState.Attempting)]
    [InlineData(OutcomeClass.Ambiguous, SocialOutcomeCodes.Reset, EffectState.Attempting)]
    [InlineData(OutcomeClass.Ambiguous, SocialOutcomeCodes.Server, EffectState.Attempting)]
    [InlineData(OutcomeClass.Ambiguous, SocialOutcomeCodes.Unreadable, EffectState.Attempting)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.Duplicate, EffectState.Attempting)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.RateWindow, EffectState.Planned)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable, EffectState.Planned)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.UsageCap, EffectState.Failed)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.CreditsDepleted, EffectState.Failed)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.Unauthorized, EffectState.Failed)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.Forbidden, EffectState.Failed)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.Invalid, EffectState.Failed)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.Killed, EffectState.Failed)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.NeedsLogin, EffectState.Failed)]
    [InlineData(OutcomeClass.NotSent, SocialOutcomeCodes.ForeignDeployment, EffectState.Failed)]
    public void Settle_each_outcome_leads_where_the_table_says(OutcomeClass outcome, string code, EffectState expected)
    {
        var settled = EffectMachine.Settle(Attempting(), Outcome(outcome, code), Start, Options);
        Assert.Equal(expected, settled.State);
        Assert.Equal(expected == EffectState.Confirmed ? "77" : null, settled.ExternalId);
    }

    [Fact]
    public void Observe_absence_counts_only_after_two_looks_far_enough_apart()
    {
        var first = Absent(Ambiguous());
        Assert.Equal(EffectState.Attempting, first.State);
        var tooSoon = EffectMachine.Observe(first, TimelineFinding.Absent, null, null, Closed + Options.AbsenceSpacing - TimeSpan.FromSeconds(1), Options);
        Assert.Equal(EffectState.Attempting, tooSoon.State);
        Assert.Equal(EffectState.Planned, Absent(tooSoon).State);
    }

    [Fact]
    public void Observe_a_failed_look_proves_nothing_however_often_it_fails()
    {
        var effect = Ambiguous();
        for (var i = 0; i < 50; i++)
        {
            effect = EffectMachine.Observe(effect, TimelineFinding.NotRead, null, null, Closed + TimeSpan.FromMinutes(i), Options);
        }

        Assert.Equal(EffectState.Attempting, effect.State);
        Assert.Null(effect.AbsentSince);
    }

    [Fact]
    public void Observe_what_landed_is_confirmed_with_its_id()
    {
        var landed = EffectMachine.Observe(Ambiguous(), TimelineFinding.Landed, "99", null, Closed, Options);
        Assert.Equal((EffectState.Confirmed, "99"), (landed.State, landed.ExternalId));
    }

    [Theory]
    [InlineData(TimelineFinding.Landed, EffectState.Confirmed, "")]
    [InlineData(TimelineFinding.OnlyOlder, EffectState.Failed, "duplicate_of")]
    [InlineData(TimelineFinding.Absent, EffectState.Unknown, "duplicate_not_found")]
    public void Observe_after_duplicate_content_newer_confirms_older_fails_none_is_unknown(TimelineFinding finding, EffectState expected, string verdict)
    {
        var effect = EffectMachine.Settle(Attempting(), Outcome(OutcomeClass.NotSent, SocialOutcomeCodes.Duplicate), Start, Options);
        effect = EffectMachine.Observe(effect, finding, "5", null, Closed, Options);
        if (finding != TimelineFinding.Landed)
        {
            effect = EffectMachine.Observe(effect, finding, "5", null, Closed + Options.AbsenceSpacing, Options);
        }

        Assert.Equal((expected, verdict), (effect.State, effect.Verdict));
    }

    [Fact]
    public void Observe_the_last_attempt_proved_absent_fails_instead_of_trying_for_ever()
    {
        var effect = Attempting();
        for (var attempt = 1; attempt < Options.MaxAttempts; attempt++)
        {
            effect = EffectMachine.BeginAttempt(Absent(Absent(effect)), "41", Start, Options);
        }

        Assert.Equal(Options.MaxAttempts, effect.Attempt!.Number);
        Assert.Equal((EffectState.Failed, "not_sent"), (Absent(Absent(effect)).State, Absent(Absent(effect)).Verdict));
    }

    [Fact]
    public void Settle_a_post_that_is_gone_already_counts_as_deleted()
    {
        var delete = EffectMachine.Drafted(Planned() with { Kind = EffectKind.Delete, Cause = EffectId.OfRequest("k:1") }, new SocialPost { Text = "", DeleteId = "5" }, PublishMode.Live, Start, Options);
        var settled = EffectMachine.Settle(EffectMachine.BeginAttempt(delete, "9", Start, Options), Outcome(OutcomeClass.NotSent, SocialOutcomeCodes.NotFound), Start, Options);
        Assert.Equal((EffectState.Confirmed, "5"), (settled.State, settled.ExternalId));
    }

    [Theory]
    [InlineData(true, EffectState.Confirmed)]
    [InlineData(false, EffectState.Failed)]
    public void Resolve_only_an_operator_leads_out_of_unknown(bool sent, EffectState expected)
    {
        var unknown = Planned() with { State = EffectState.Unknown };
        Assert.Equal(expected, EffectMachine.Resolve(unknown, sent, "5", "ann", Start).State);
        Assert.Throws<EffectTransitionException>(() => EffectMachine.Resolve(Planned(), sent, "5", "ann", Start));
        Assert.Equal(EffectStep.Wait, Next(unknown, Start.AddYears(1)));
    }

    [Fact]
    public void Cancel_after_an_attempt_is_a_failure_because_cancelled_means_never_tried()
    {
        Assert.Equal(EffectState.Cancelled, EffectMachine.Cancel(Planned(), "expired", "", Start).State);
        Assert.Equal(EffectState.Failed, EffectMachine.Cancel(Absent(Absent(Ambiguous())), "expired", "", Start).State);
    }

    [Fact]
    public void Every_change_raises_the_version()
    {
        var versions = new[] { Planned(), EffectMachine.Drafted(Planned(), Post, PublishMode.Live, Start, Options), Attempting(), Ambiguous(), Absent(Ambiguous()) }
            .Select(e => e.Version).ToArray();
        Assert.Equal(versions.Order().Distinct(), versions);
    }

    private static DateTimeOffset Closed => Start + Options.AttemptLength + Options.Grace;

    private static EffectStep Next(Effect effect, DateTimeOffset now) => EffectMachine.Next(effect, now, Options);

    private static Effect Planned() => new EffectSeed("ada", "emulated-1", "emulated-1/ada").Plan(EffectKind.Post, EffectId.OfOccurrence("post", Start), Start);

    private static Effect Attempting() =>
        EffectMachine.BeginAttempt(EffectMachine.Drafted(Planned(), Post, PublishMode.Live, Start, Options), "41", Start, Options);

    private static Effect Ambiguous() => EffectMachine.Settle(Attempting(), Outcome(OutcomeClass.Ambiguous, SocialOutcomeCodes.Timeout), Start, Options);

    private static Effect Absent(Effect effect) =>
        EffectMachine.Observe(effect, TimelineFinding.Absent, null, null, effect.AbsentSince is null ? Closed : Closed + Options.AbsenceSpacing, Options);

    private static SocialOutcome Outcome(OutcomeClass outcome, string code) => new() { Class = outcome, Code = code, PostId = outcome == OutcomeClass.Sent ? "77" : null };
}
