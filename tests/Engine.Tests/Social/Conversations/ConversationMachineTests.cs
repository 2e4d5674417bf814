using PuppetEngine.Engine.Social.Conversations;
using static PuppetEngine.Tests.Engine.Social.Conversations.Mentions;

namespace PuppetEngine.Tests.Engine.Social.Conversations;

public sealed class ConversationMachineTests
{
    [Fact]
    public void Decide_a_mention_is_answered_once_and_at_once()
    {
        var step = ConversationMachine.Decide(ConversationLedger.Empty, Rules, Of("10"), Rolls, Noon);
        Assert.Equal((MentionChoice.Answer, MentionReasons.Mentioned, Noon, 1), (step.Decision.Choice, step.Decision.Reason, step.Decision.ActAt, step.Decision.Turn));

        var again = ConversationMachine.Decide(step.Ledger, Rules, Of("10"), Rolls, Noon.AddHours(3));
        Assert.True(again.Decision.IsRepeat);
        Assert.Equal(1, again.Ledger.TurnsIn("c1"));
    }

    [Theory]
    [InlineData(0.0, 0.0, MentionChoice.Ignore)]
    [InlineData(0.0, 0.999, MentionChoice.Ignore)]
    [InlineData(1.0, 0.0, MentionChoice.Answer)]
    [InlineData(1.0, 0.999999, MentionChoice.Answer)]
    [InlineData(0.5, 0.49, MentionChoice.Answer)]
    [InlineData(0.5, 0.5, MentionChoice.Ignore)]
    public void Decide_a_probability_of_0_is_never_and_of_1_always(double probability, double roll, MentionChoice choice)
    {
        Assert.Equal(choice, Decide(Of("10"), Rules with { MentionReply = probability }, rolls: Rolls with { Reply = roll }).Choice);
        Assert.Equal(choice, Decide(Of("10") with { IsDirect = false }, Rules with { MentionReply = 1 - probability, Reply = probability }, rolls: Rolls with { Reply = roll }).Choice);
    }

    [Fact]
    public void Decide_what_is_not_answered_may_be_liked_where_the_account_may()
    {
        var rules = Rules with { MentionReply = 0, Like = 0.6 };
        Assert.Equal(MentionChoice.Ignore, Decide(Of("10"), rules).Choice);
        Assert.Equal(MentionChoice.Like, Decide(Of("10"), rules with { MayLike = true }).Choice);
        Assert.Equal(MentionChoice.Ignore, Decide(Of("10"), rules with { MayLike = true, Like = 0.5 }).Choice);
    }

    public static TheoryData<string, Mention, ConversationRules, MentionChoice> Guards => new()
    {
        { MentionReasons.Self, Of("10", author: "1"), Rules, MentionChoice.Ignore },
        { MentionReasons.Self, Of("10") with { AuthorHandle = "ADA" }, Rules, MentionChoice.Ignore },
        { MentionReasons.StopSaid, Of("10", text: "@ada please stop replying to me"), Rules, MentionChoice.Refuse },
        { MentionReasons.Stopped, Of("10") with { Author = new AuthorTraits { Stopped = true } }, Rules, MentionChoice.Refuse },
        { MentionReasons.Blocked, Of("10"), Rules with { Block = ["@User9"] }, MentionChoice.Refuse },
        { MentionReasons.Blocked, Of("10"), Rules with { Block = ["9"], Allow = ["9"] }, MentionChoice.Refuse },
        { MentionReasons.NotAllowed, Of("10"), Rules with { Allow = ["bob"] }, MentionChoice.Refuse },
        { MentionReasons.Mentioned, Of("10"), Rules with { Allow = ["USER9"] }, MentionChoice.Answer },
        { MentionReasons.Repost, Of("10") with { IsRepost = true }, Rules, MentionChoice.Ignore },
        { MentionReasons.TooOld, Of("10", at: Noon.AddHours(-25)), Rules, MentionChoice.Ignore },
        { MentionReasons.TurnLimit, Of("10"), Rules with { MaxTurns = 0 }, MentionChoice.Ignore },
        { MentionReasons.AuthorCap, Of("10"), Rules with { MaxPerAuthorHour = 0 }, MentionChoice.Ignore },
        { MentionReasons.HourCap, Of("10"), Rules with { MaxPerHour = 0 }, MentionChoice.Ignore },
        { MentionReasons.QuietHours, Of("10"), Rules with { QuietHours = [.. Enumerable.Range(0, 24)] }, MentionChoice.Ignore },
        { MentionReasons.OwnAgent, Of("10") with { Author = new AuthorTraits { IsOwnAgent = true } }, Rules, MentionChoice.Answer },
        { MentionReasons.CameAcross, Of("10") with { IsDirect = false }, Rules with { Reply = 1 }, MentionChoice.Answer },
    };

    [Theory, MemberData(nameof(Guards))]
    public void Decide_gives_the_reason_of_the_guard_that_holds(string reason, Mention mention, ConversationRules rules, MentionChoice choice)
    {
        var decision = Decide(mention, rules);
        Assert.Equal((reason, choice), (decision.Reason, decision.Choice));
        Assert.EndsWith(".", decision.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(mention.Text, decision.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_a_stop_is_met_with_silence_and_holds_for_ever()
    {
        var step = ConversationMachine.Decide(ConversationLedger.Empty, Rules, Of("10", text: "@ada stop"), Rolls, Noon);
        Assert.True(step.Decision.AuthorStops);
        Assert.Empty(step.Ledger.Replies);

        var later = Noon.AddYears(3);
        Assert.Equal(MentionReasons.Stopped, ConversationMachine.Decide(step.Ledger, Rules, Of("11", conversation: "c9", at: later), Rolls, later).Decision.Reason);
        Assert.Equal(MentionReasons.Mentioned, Decide(Of("11", at: later), ledger: step.Ledger with { Stopped = [] }, now: later).Reason);
        Assert.Equal(MentionReasons.Mentioned, Decide(Of("12", author: "8"), ledger: step.Ledger).Reason);
    }

    [Fact]
    public void Decide_a_stop_drops_what_was_planned_for_its_author()
    {
        var slow = Rules with { MinDelay = TimeSpan.FromMinutes(30), MaxDelay = TimeSpan.FromMinutes(30) };
        var planned = ConversationMachine.Decide(ConversationLedger.Empty, slow, Of("10"), Rolls, Noon);
        var stopped = ConversationMachine.Decide(planned.Ledger, slow, Of("11", text: "leave me alone"), Rolls, Noon);
        Assert.Equal(DateTimeOffset.MaxValue, ConversationMachine.Due(stopped.Ledger, slow, "10", Noon.AddMinutes(30)).NotBefore);
    }

    [Fact]
    public void Decide_an_author_gets_three_replies_within_an_hour()
    {
        var ledger = ConversationLedger.Empty;
        for (var i = 0; i < 3; i++)
        {
            var step = ConversationMachine.Decide(ledger, Rules, Of($"1{i}", conversation: $"c{i}"), Rolls, Noon.AddMinutes(i));
            Assert.Equal(MentionChoice.Answer, step.Decision.Choice);
            ledger = step.Ledger;
        }

        Assert.Equal(MentionReasons.AuthorCap, Decide(Of("20"), ledger: ledger, now: Noon.AddMinutes(59)).Reason);
        Assert.Equal(MentionReasons.Mentioned, Decide(Of("20", author: "8"), ledger: ledger, now: Noon.AddMinutes(59)).Reason);
        Assert.Equal(MentionReasons.Mentioned, Decide(Of("21"), ledger: ledger, now: Noon.AddMinutes(60)).Reason);
    }

    [Fact]
    public void Decide_above_the_hours_cap_is_held_until_there_is_room_and_then_answered()
    {
        var rules = Rules with { MaxPerHour = 2 };
        var ledger = ConversationLedger.Empty;
        for (var i = 0; i < 2; i++)
        {
            ledger = ConversationMachine.Decide(ledger, rules, Of($"1{i}", author: $"a{i}", conversation: $"c{i}"), Rolls, Noon.AddMinutes(i)).Ledger;
        }

        var held = ConversationMachine.Decide(ledger, rules, Of("20"), Rolls, Noon.AddMinutes(5));
        Assert.Equal((MentionChoice.Hold, MentionReasons.HourCap, Noon.AddHours(1)), (held.Decision.Choice, held.Decision.Reason, held.Decision.ActAt));
        Assert.Equal(("20", Noon.AddHours(1)), Assert.Single(held.Ledger.Held) is var waits ? (waits.MentionId, waits.Until) : default);

        var answered = ConversationMachine.Decide(held.Ledger, rules, Of("20"), Rolls, held.Decision.ActAt);
        Assert.Equal(MentionChoice.Answer, answered.Decision.Choice);
        Assert.Empty(answered.Ledger.Held);
    }

    [Fact]
    public void Decide_no_more_wait_than_the_ledger_holds()
    {
        var rules = Rules with { MaxPerHour = 1 };
        var ledger = ConversationMachine.Decide(ConversationLedger.Empty, rules, Of("first"), Rolls, Noon).Ledger;
        for (var i = 0; i < ConversationLedger.MostHeld; i++)
        {
            var step = ConversationMachine.Decide(ledger, rules, Of($"m{i}", author: $"a{i}", conversation: $"c{i}"), Rolls, Noon);
            Assert.Equal(MentionChoice.Hold, step.Decision.Choice);
            ledger = step.Ledger;
        }

        var full = ConversationMachine.Decide(ledger, rules, Of("last", author: "z", conversation: "z"), Rolls, Noon);
        Assert.Equal((MentionChoice.Ignore, MentionReasons.Backlog), (full.Decision.Choice, full.Decision.Reason));
        Assert.Equal(MentionChoice.Hold, ConversationMachine.Decide(full.Ledger, rules, Of("m3", author: "a3", conversation: "c3"), Rolls, Noon.AddMinutes(1)).Decision.Choice);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.5, 35)]
    [InlineData(0.999999999, 60)]
    public void Decide_the_delay_is_uniform_between_its_bounds(double roll, double minutes)
    {
        var rules = Rules with { MinDelay = TimeSpan.FromMinutes(10), MaxDelay = TimeSpan.FromMinutes(60) };
        Assert.Equal(minutes, (Decide(Of("10"), rules, rolls: Rolls with { Delay = roll }).ActAt - Noon).TotalMinutes, 0.001);
        Assert.Equal(Noon, Decide(Of("10", at: Noon.AddHours(-2)), rules, rolls: Rolls with { Delay = roll }).ActAt);
    }

    [Fact]
    public void Decide_an_answer_in_quiet_hours_waits_for_their_end_in_the_agents_zone()
    {
        var rules = Rules with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels"), QuietHours = [22, 23, 0, 1, 2, 3, 4, 5, 6] };
        var night = new DateTimeOffset(2026, 11, 2, 22, 30, 0, TimeSpan.Zero);
        var decision = Decide(Of("10", at: night), rules, rolls: Rolls with { Spread = 0.2 }, now: night);
        Assert.Equal(MentionChoice.Answer, decision.Choice);
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 6, 3, 0, TimeSpan.Zero), decision.ActAt);
    }

    [Fact]
    public void End_of_quiet_hours_is_right_on_the_days_the_clocks_change()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");
        int[] night = [0, 1, 2, 3, 4, 5];
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 4, 0, 0, TimeSpan.Zero), QuietHours.End(new(2026, 3, 28, 23, 15, 0, TimeSpan.Zero), night, zone));
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 5, 0, 0, TimeSpan.Zero), QuietHours.End(new(2026, 10, 24, 22, 15, 0, TimeSpan.Zero), night, zone));
        Assert.Null(QuietHours.End(Noon, [.. Enumerable.Range(0, 24)], zone));
        Assert.Equal(Noon, QuietHours.End(Noon, night, zone));
    }

    [Fact]
    public void Due_after_an_outage_planned_replies_leave_within_the_caps()
    {
        var rules = Rules with { MinDelay = TimeSpan.FromMinutes(1), MaxDelay = TimeSpan.FromMinutes(1), MaxPerHour = 4 };
        var ledger = ConversationLedger.Empty;
        for (var i = 0; i < 8; i++)
        {
            var at = Noon.AddHours(i / 4 * 2);
            ledger = ConversationMachine.Decide(ledger, rules, Of($"m{i}", author: $"a{i % 2}", conversation: $"c{i}", at: at), Rolls, at).Ledger;
        }

        var back = Noon.AddHours(9);
        var sent = new List<DateTimeOffset>();
        foreach (var slot in ledger.Replies)
        {
            var (notBefore, after) = ConversationMachine.Due(ledger, rules, slot.MentionId, back);
            sent.Add(notBefore ?? back);
            ledger = after;
        }

        Assert.Equal(4, sent.Count(at => at == back));
        Assert.All(sent, at => Assert.True(sent.Count(other => other >= at && other < at.AddHours(1)) <= 4));
    }

    [Fact]
    public void Due_what_is_a_day_late_is_too_late()
    {
        var ledger = ConversationMachine.Decide(ConversationLedger.Empty, Rules, Of("10"), Rolls, Noon).Ledger;
        Assert.Null(ConversationMachine.Due(ledger, Rules, "10", Noon.AddMinutes(1)).NotBefore);
        var (notBefore, after) = ConversationMachine.Due(ledger, Rules, "10", Noon.AddHours(25));
        Assert.Equal(DateTimeOffset.MaxValue, notBefore);
        Assert.Empty(after.Replies);
        Assert.Equal(DateTimeOffset.MaxValue, ConversationMachine.Due(after, Rules, "10", Noon).NotBefore);
    }

    [Fact]
    public void Release_gives_slot_and_turn_back_and_keeps_the_mention_handled()
    {
        var ledger = ConversationMachine.Decide(ConversationLedger.Empty, Rules, Of("10"), Rolls, Noon).Ledger;
        var released = ConversationMachine.Release(ledger, "10");
        Assert.Empty(released.Replies);
        Assert.Equal(0, released.TurnsIn("c1"));
        Assert.Contains("10", released.Handled);
        Assert.Equal(released, ConversationMachine.Release(released, "10"));
    }

    [Fact]
    public void Own_replies_in_the_thread_count_where_the_ledger_forgot_them()
    {
        var thread = new List<ThreadPost> { new("c1", "9", "user9", "hello") };
        thread.AddRange(Enumerable.Range(0, 10).Select(i => new ThreadPost($"p{i}", "1", "ada", $"reply {i}")));
        Assert.Equal(MentionReasons.TurnLimit, Decide(Of("99") with { Thread = thread }).Reason);
        Assert.Equal(MentionReasons.Mentioned, Decide(Of("99") with { Thread = thread[..10] }).Reason);
    }
}
