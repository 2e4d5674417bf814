using System.Globalization;
using System.Text.Json.Nodes;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Simulation.Mentions;
using PuppetEngine.Tests.TestKit.Texts;

namespace PuppetEngine.Tests.Simulation.Weeks;

/// <summary>What a week of twenty agents with a full social life looks like, and what it keeps to.</summary>
[Collection(nameof(Week))]
public sealed class WeekTests(Week week, ITestOutputHelper output)
{
    private const int MostPerAuthorHour = 3;
    private static readonly TimeSpan Min = TimeSpan.FromHours(Neighbour.MinHours), Max = TimeSpan.FromHours(Neighbour.MaxHours);
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(5);

    // An agent is woken within five minutes of the start.
    private static readonly TimeSpan Waking = TimeSpan.FromMinutes(5);

    [Fact]
    public void Every_effect_ended_and_what_did_not_land_says_why()
    {
        output.WriteLine($"{week.WallTime.TotalSeconds:0.0} s of wall time");
        output.WriteLine(string.Join(", ", week.Effects.CountBy(e => $"{e.Kind} by {e.Cause}: {e.State} {e.Verdict}").OrderByDescending(p => p.Value).Select(p => $"{p.Value} {p.Key}")));
        output.WriteLine(string.Join(", ", week.Journals.Values.SelectMany(r => r).CountBy(r => r.Kind).Select(p => $"{p.Value} {p.Key}")));
        foreach (var line in week.Errors.Take(10))
        {
            output.WriteLine(line);
        }

        // Whoever has used up the replies of the day answers on the next one.
        var open = week.Effects.Where(e => e.Verdict != "replies_per_day" && e.State is EffectState.Planned or EffectState.Attempting or EffectState.Unknown && e.At < Week.End.AddHours(-2)).ToList();
        Assert.True(open.Count == 0, string.Join('\n', open));
        Assert.All(week.Effects.Where(e => e.State == EffectState.Failed), e => Assert.NotEmpty(e.Verdict));

        // What the network has of agents is what their books say they wrote.
        var landed = week.Effects.Where(e => e is { State: EffectState.Confirmed, Kind: EffectKind.Post or EffectKind.Reply or EffectKind.Quote }).Select(e => e.ExternalId!).ToList();
        var written = week.Posts.Where(p => !p.Text.Contains("Question ", StringComparison.Ordinal)).Select(p => p.Id).ToList();
        Assert.Equal(written.Order(), landed.Order());
    }

    [Fact]
    public void Counts_are_within_the_bounds_that_intervals_and_limits_give()
    {
        foreach (var neighbour in week.Neighbours)
        {
            var due = Occurrences(neighbour);
            var before = due.Count(d => d < Week.OutageFrom);
            Assert.InRange(before, (int)((Week.OutageFrom - Week.Start) / Max), 1 + (int)((Week.OutageFrom - Week.Start) / Min));
            var after = due.Count(d => d >= Week.OutageTo);
            Assert.InRange(after, (int)((Week.End - Week.OutageTo) / Max) - 1, 1 + (int)((Week.End - Week.OutageTo) / Min));
        }
    }

    [Fact]
    public void Intervals_stay_in_their_bounds_and_posts_land_when_they_are_due()
    {
        foreach (var neighbour in week.Neighbours.Where(n => !n.IsSpokenFor))
        {
            var due = Occurrences(neighbour);
            foreach (var (first, second) in due.Zip(due.Skip(1)).Where(pair => pair.Second < Week.OutageFrom || pair.First > Week.OutageTo + TimeSpan.FromHours(1)))
            {
                Assert.InRange(second - first, Min, Max);
            }
        }

        // No drift: the last day's posts are as punctual as the first's, whatever was answered and heard meanwhile. Only who has reached a limit of
        // the day just then waits for the next one, and what is due while agents are still waking up belongs to the outage.
        var punctual = Scheduled().Where(p => !p.Neighbour.SpendsLittle && !p.Neighbour.PostsLittle && (p.Due < Week.OutageFrom || p.Due > Week.OutageTo + Waking)).ToList();
        output.WriteLine($"{punctual.Count} scheduled posts, the latest after {punctual.Max(p => p.At - p.Due).TotalSeconds:0.#} s");
        Assert.All(punctual, p => Assert.True(p.At >= p.Due && p.At - p.Due <= TimeSpan.FromMinutes(1), $"{p.Neighbour.Id}: due {p.Due:u}, {p.At:u}"));
    }

    [Fact]
    public void After_the_outage_each_account_catches_up_with_one_post_at_most_and_never_posts_twice_in_five_minutes()
    {
        var late = Scheduled().Where(p => p.Due >= Week.OutageFrom && p.Due < Week.OutageTo).ToList();
        Assert.NotEmpty(late);
        Assert.All(late.GroupBy(p => p.Neighbour.Id), g => Assert.Single(g));
        Assert.All(late, p => Assert.InRange(p.At, Week.OutageTo, Week.OutageTo.AddHours(1.1)));
        foreach (var account in week.Posts.Where(p => p.Parent is null && IsOwn(p)).GroupBy(p => p.Author))
        {
            var at = account.Select(p => p.At).Order().ToList();
            Assert.All(at.Zip(at.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Apart, $"{account.Key} at {pair.First:u} and {pair.Second:u}"));
        }
    }

    [Fact]
    public void No_author_gets_more_than_three_answers_of_one_agent_within_any_hour()
    {
        var all = week.Posts.ToDictionary(p => p.Id);
        var replies = week.Posts.Where(p => p.Parent is not null && IsOwn(p)).ToList();
        output.WriteLine($"{replies.Count} replies to {replies.CountBy(r => all[r.Parent!].Author).Count()} authors");
        Assert.True(replies.Count > 100, $"only {replies.Count} replies");
        Assert.All(replies.GroupBy(r => (r.Author, r.Parent)), g => Assert.Single(g));
        foreach (var talk in replies.GroupBy(r => (r.Author, all[r.Parent!].Author)))
        {
            var at = talk.Select(r => r.At).Order().ToList();
            Assert.All(at.Zip(at.Skip(MostPerAuthorHour)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromHours(1), $"{talk.Key} at {pair.First:u} and {pair.Second:u}"));
        }
    }

    [Fact]
    public void Limits_of_the_day_hold()
    {
        foreach (var neighbour in week.Neighbours)
        {
            var rows = week.Journals[neighbour.Id];
            var attempts = rows.Where(r => r.Kind == JournalKinds.Attempt).DistinctBy(r => r.EffectId).Select(r => (Day: Day(r), Payload: PayloadOf(r)["payload"]!))
                .Where(a => (a.Payload["like_id"] ?? a.Payload["repost_id"]) is null).Select(a => (a.Day, IsReply: a.Payload["reply_to_id"] is not null)).ToList();
            Assert.All(attempts.Where(a => !a.IsReply).CountBy(a => a.Day), d => Assert.True(!neighbour.PostsLittle || d.Value <= Neighbour.FewPosts, $"{neighbour.Id} on {d.Key}: {d.Value}"));
            Assert.All(attempts.Where(a => a.IsReply).CountBy(a => a.Day), d => Assert.True(!neighbour.RepliesLittle || d.Value <= Neighbour.FewReplies, $"{neighbour.Id} on {d.Key}: {d.Value}"));
            var spent = rows.Where(r => r.Kind == JournalKinds.Drafted).GroupBy(Day).ToDictionary(g => g.Key, g => g.Sum(r => (long?)PayloadOf(r)["micro_dollars"] ?? 0));
            Assert.All(spent, d => Assert.True(!neighbour.SpendsLittle || d.Value <= Neighbour.FewDollars * 1_000_000, $"{neighbour.Id} on {d.Key}: {d.Value}"));
        }

        // And somebody ran into each of them.
        Assert.Contains(week.Journals.Values.SelectMany(r => r), r => r.Kind == JournalKinds.Skipped && r.Summary.Contains("limits.posts_per_day", StringComparison.Ordinal));
        Assert.Contains(week.Effects, e => e.Verdict == "budget");
    }

    [Fact]
    public void Those_who_talked_know_each_other_and_moods_moved()
    {
        foreach (var neighbour in week.Neighbours)
        {
            var talks = week.Journals[neighbour.Id].Where(r => r.Kind == JournalKinds.Relationship).Select(r => (string)PayloadOf(r)["target_id"]!).Distinct().ToList();
            var known = week.Relationships[neighbour.Id].ToDictionary(r => r.TargetId);
            Assert.All(talks, other => Assert.True(known[other] is { Interactions: > 0 } one && (neighbour.SpendsLittle || one.Familiarity > 0), $"{neighbour.Id} and {other}"));
        }

        var all = week.Relationships.Values.SelectMany(r => r).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all.Count} relationships, {all.Count(r => r.IsAgent)} with agents of the house; sentiment {all.Min(r => r.Sentiment):0.00} to {all.Max(r => r.Sentiment):0.00}, familiarity up to {all.Max(r => r.Familiarity):0.00}"));
        Assert.Contains(all, r => r.IsAgent);

        // Encounters that generators make lead to more than posts about them.
        var met = week.Journals.Values.SelectMany(r => r).Where(r => r.Kind == JournalKinds.Encounter).Select(r => (string)PayloadOf(r)["choice"]!).CountBy(choice => choice).ToDictionary();
        output.WriteLine(string.Join(", ", met.Select(pair => $"{pair.Value} times {pair.Key}")));
        Assert.Contains(met.Keys, choice => choice != "ignore");
        Assert.Contains(all, r => r.Sentiment != 0);
        Assert.All(all, r => Assert.True(Math.Abs(r.Sentiment) <= 1 && r.Familiarity is >= 0 and <= 1 && Math.Abs(r.Trust) <= 1, $"{r}"));
        foreach (var neighbour in week.Neighbours)
        {
            var moods = week.Journals[neighbour.Id].Where(r => r.Kind == JournalKinds.Drafted).Select(r => (double?)PayloadOf(r)["mood"]?["valence"]).OfType<double>().ToList();
            Assert.True(moods.Max() - moods.Min() > 0.05, $"{neighbour.Id}: {moods.Min()} to {moods.Max()}");
        }
    }

    [Fact]
    public void Events_are_heard_once_each()
    {
        foreach (var rows in week.Journals.Values)
        {
            var heard = rows.Where(r => r.Kind == JournalKinds.Event).Select(r => (string)PayloadOf(r)["event_id"]!).ToList();
            Assert.True(heard.Count > 30, $"only {heard.Count} events");
            Assert.Equal(heard.Count, heard.Distinct().Count());
        }
    }

    [Fact]
    public void Nobody_says_the_same_twice()
    {
        foreach (var account in week.Posts.Where(IsOwn).GroupBy(p => p.Author))
        {
            var said = account.Select(p => string.Join(' ', TextGrams.Words(p.Text))).ToList();
            Assert.Equal(said.Count, said.Distinct().Count());
        }
    }

    [Fact]
    public void Journals_verify() => Assert.All(week.Verdicts, pair => Assert.True(pair.Value.Intact, $"{pair.Key}: {string.Join("; ", pair.Value.Problems)}"));

    private static bool IsOwn(Written post) => !post.Text.Contains("Question ", StringComparison.Ordinal);

    private static JsonNode PayloadOf(JournalRow row) => TownBooks.PayloadOf(row);

    private static bool IsScheduled(JournalRow row) => row.Kind == JournalKinds.Planned && ((string)PayloadOf(row)["cause"]!).StartsWith("occurrence:", StringComparison.Ordinal);

    private static DateOnly Day(JournalRow row) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs).UtcDateTime);

    /// <summary>When posts were due by the schedule, whether they ran or were skipped.</summary>
    private List<DateTimeOffset> Occurrences(Neighbour neighbour) =>
        [.. week.Journals[neighbour.Id].Where(r => r.Kind == JournalKinds.Skipped || IsScheduled(r)).Select(r => (DateTimeOffset)PayloadOf(r)["due"]!).Distinct().Order()];

    /// <summary>Scheduled posts that landed.</summary>
    private IEnumerable<(Neighbour Neighbour, DateTimeOffset Due, DateTimeOffset At)> Scheduled()
    {
        var posts = week.Posts.ToDictionary(p => p.Id, p => p.At);
        var effects = week.Effects.Where(e => e.State == EffectState.Confirmed).ToDictionary(e => e.EffectId, e => e.ExternalId!);
        return from neighbour in week.Neighbours
               from row in week.Journals[neighbour.Id]
               where IsScheduled(row) && effects.ContainsKey(row.EffectId)
               select (neighbour, (DateTimeOffset)PayloadOf(row)["due"]!, posts[effects[row.EffectId]]);
    }
}
