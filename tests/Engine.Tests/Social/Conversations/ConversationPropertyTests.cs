using FsCheck;
using FsCheck.Fluent;
using PuppetEngine.Engine.Randomness;
using PuppetEngine.Engine.Social.Conversations;
using static PuppetEngine.Tests.Engine.Social.Conversations.Mentions;

namespace PuppetEngine.Tests.Engine.Social.Conversations;

public sealed class ConversationPropertyTests
{
    private static readonly ConversationRules Tight = Rules with
    {
        MinDelay = TimeSpan.FromMinutes(1), MaxDelay = TimeSpan.FromMinutes(40), MaxTurns = 5, MaxPerAuthorHour = 3, MaxPerHour = 6, QuietHours = [2, 3, 14],
    };

    /// <summary>A day or two of mentions: who, in which conversation, how long after the last.</summary>
    private static readonly Arbitrary<(int Author, int Conversation, int Minutes, bool Bot)[]> Sequences =
        Gen.Choose(0, 1_000_000).Select(n => (n % 5, n / 5 % 7, n / 35 % 26, n / 910 % 4 == 0)).ArrayOf(120).ToArbitrary();

    [Fact]
    public void No_sequence_of_mentions_passes_a_cap()
    {
        Prop.ForAll(Sequences, sequence =>
        {
            var (decisions, _) = Run(sequence, 7);
            var answers = decisions.Where(d => d.Decision.Choice == MentionChoice.Answer).ToList();
            bool Within(IEnumerable<DateTimeOffset> times, int cap)
            {
                var sorted = times.Order().ToList();
                return Enumerable.Range(0, Math.Max(0, sorted.Count - cap)).All(i => sorted[i + cap] - sorted[i] >= TimeSpan.FromHours(1));
            }

            return Within(answers.Select(a => a.Decision.ActAt), Tight.MaxPerHour)
                && answers.GroupBy(a => a.Mention.AuthorId).All(g => Within(g.Select(a => a.Decision.ActAt), Tight.MaxPerAuthorHour))
                && answers.GroupBy(a => a.Mention.ConversationId).All(g => g.Count() <= Tight.MaxTurns)
                && answers.All(a => !Tight.QuietHours.Contains(a.Decision.ActAt.Hour) && a.Decision.ActAt >= a.Mention.At)
                && answers.Select(a => a.Mention.Id).Distinct().Count() == answers.Count;
        }).Check();
    }

    [Fact]
    public void Every_mention_has_one_decision_and_equal_seeds_give_equal_ones()
    {
        Prop.ForAll(Sequences, sequence =>
        {
            var (first, _) = Run(sequence, 11);
            var (second, _) = Run(sequence, 11);
            return first.Count == sequence.Length && first.Select(d => d.Decision).SequenceEqual(second.Select(d => d.Decision));
        }).Check();
    }

    [Fact]
    public void Another_seed_gives_other_times()
    {
        var sequence = Enumerable.Range(0, 20).Select(i => (i % 5, i, 20, false)).ToArray();
        Assert.NotEqual(Run(sequence, 1).Decisions.Select(d => d.Decision.ActAt), Run(sequence, 2).Decisions.Select(d => d.Decision.ActAt));
    }

    [Fact]
    public void The_ledger_stays_bounded_in_a_month_of_mentions()
    {
        var ledger = ConversationLedger.Empty;
        var loud = Rules with { MaxPerHour = 500, MaxPerAuthorHour = 30, MaxTurns = 1000, MinDelay = TimeSpan.FromHours(20), MaxDelay = TimeSpan.FromHours(20) };
        for (var i = 0; i < 6_000; i++)
        {
            var now = Noon.AddMinutes(i * 7);
            var mention = Of($"{i}", author: $"a{i}", conversation: $"c{i}", text: i % 9 == 0 ? "stop" : "hello", at: now) with { Author = new AuthorTraits { Automated = i % 2 == 0 } };
            ledger = ConversationMachine.Decide(ledger, loud, mention, Rolls, now).Ledger;
            Assert.True(ledger.Conversations.Length <= ConversationLedger.MostConversations);
            Assert.True(ledger.Partners.Length <= ConversationLedger.MostPartners);
            Assert.True(ledger.Stopped.Length <= ConversationLedger.MostStopped);
            Assert.True(ledger.Handled.Length <= ConversationLedger.MostHandled);
            Assert.True(ledger.Held.Length <= ConversationLedger.MostHeld);
            Assert.True(ledger.Replies.Length <= ConversationLedger.MostPlanned + loud.MaxPerHour);
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Two_machines_left_alone_stop_by_themselves(bool oneConversation, bool labelled)
    {
        var ledgers = new[] { ConversationLedger.Empty, ConversationLedger.Empty };
        var handles = new[] { "tick_bot", "tock_bot" };
        var bio = "An automated account.";
        var posts = new List<ThreadPost> { new("0", "100", handles[0], "hello there", Noon) };
        var now = Noon;
        for (var turn = 1; turn <= 500; turn++)
        {
            now = now.AddSeconds(5);
            var (me, other) = (turn % 2, 1 - (turn % 2));
            var rules = Rules with { OwnId = $"10{me}", OwnHandle = handles[me], MaxPerAuthorHour = 30, MaxPerHour = 500, MaxTurns = 1000 };
            var mention = new Mention
            {
                Id = posts[^1].Id, ConversationId = oneConversation ? "0" : posts[^1].Id, AuthorId = $"10{other}", AuthorHandle = handles[other], Text = posts[^1].Text, At = posts[^1].At!.Value,
                Thread = oneConversation ? posts[..^1] : [], Author = labelled ? new AuthorTraits { Automated = true } : new AuthorTraits { Bio = bio },
            };
            var step = ConversationMachine.Decide(ledgers[me], rules, mention, Rolls, now);
            ledgers[me] = step.Ledger;
            if (step.Decision.Choice != MentionChoice.Answer)
            {
                Assert.InRange(turn, 2, (2 * ConversationRules.MostBotTurns) + 1);
                return;
            }

            posts.Add(new ThreadPost($"{turn}", $"10{me}", handles[me], $"thought number {turn} about something else", now));
        }

        Assert.Fail("They were still talking after 500 turns.");
    }

    private static (List<(Mention Mention, MentionDecision Decision)> Decisions, ConversationLedger Ledger) Run((int Author, int Conversation, int Minutes, bool Bot)[] sequence, ulong seed)
    {
        var decisions = new List<(Mention, MentionDecision)>();
        var ledger = ConversationLedger.Empty;
        var now = Noon;
        for (var i = 0; i < sequence.Length; i++)
        {
            now = now.AddMinutes(sequence[i].Minutes);
            var mention = Of($"m{i}", author: $"a{sequence[i].Author}", conversation: $"c{sequence[i].Conversation}", at: now) with { Author = new AuthorTraits { Automated = sequence[i].Bot } };
            var step = ConversationMachine.Decide(ledger, Tight, mention, ConversationRolls.From(DeterministicRandom.For(seed, i, "mention").NextDouble), now);
            decisions.Add((mention, step.Decision));
            ledger = step.Ledger;
        }

        return (decisions, ledger);
    }
}
