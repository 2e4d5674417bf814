using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Simulation.Months;

/// <summary>What a month of twenty agents looks like: how often they post, when, through a change of clocks and after an outage.</summary>
[Collection(nameof(Month))]
public sealed class MonthTests(Month month, ITestOutputHelper output)
{
    private static readonly TimeSpan Min = TimeSpan.FromHours(Resident.MinHours), Max = TimeSpan.FromHours(Resident.MaxHours);

    [Fact]
    public void Every_occurrence_has_one_effect_that_ended_and_each_post_is_one_of_them()
    {
        var states = month.Turns.GroupBy(t => t.Verdict.Length > 0 ? $"{t.State}: {t.Verdict}" : t.State).Select(g => $"{g.Count()} {g.Key}");
        output.WriteLine($"{month.WallTime.TotalSeconds:0.0} s of wall time; {month.Turns.Count} turns: {string.Join(", ", states)}; {month.Posts.Count} posts");
        foreach (var line in month.Errors.Take(10))
        {
            output.WriteLine(line);
        }

        Assert.Equal(month.Turns.Count, month.Turns.Select(t => (t.Resident.Id, t.Due)).Distinct().Count());
        Assert.Equal(month.Posts.Count, month.Turns.Count(t => t.LandedAt is not null));
        Assert.All(month.Turns, t => Assert.True(t.State == "confirmed", $"{t.Resident.Id} {t.Due:u} {t.State} {t.Verdict}"));
    }

    [Fact]
    public void Counts_are_within_the_bounds_that_the_intervals_give()
    {
        foreach (var resident in month.Residents)
        {
            var due = month.Turns.Where(t => t.Resident == resident).Select(t => t.Due).ToList();
            // The first is due within ten seconds; then each interval lies between the two bounds.
            var before = due.Count(d => d < Month.OutageFrom);
            Assert.InRange(before, 1 + (int)((Month.OutageFrom - Month.Start) / Max) - 1, 1 + (int)((Month.OutageFrom - Month.Start) / Min));
            var after = due.Count(d => d >= Month.OutageTo);
            Assert.InRange(after, (int)((Month.End - Month.OutageTo) / Max) - 1, 1 + (int)((Month.End - Month.OutageTo) / Min));
        }
    }

    [Fact]
    public void Posts_land_when_they_are_due()
    {
        var punctual = month.Turns.Where(t => !IsLate(t) && !IsBehind(t)).ToList();
        var latest = punctual.Max(t => t.LandedAt!.Value - t.Due);
        output.WriteLine($"{punctual.Count} punctual posts, the latest after {latest.TotalSeconds:0.###} s");
        Assert.True(latest <= TimeSpan.FromMinutes(1), $"{latest} late");
        Assert.All(punctual, t => Assert.True(t.LandedAt >= t.Due));
    }

    [Fact]
    public void In_peak_hours_intervals_are_at_most_085_of_those_off_peak()
    {
        var intervals = Intervals().ToList();
        Assert.All(intervals, i => Assert.InRange(i.Length, Min, Max));
        var peak = intervals.Where(i => i.Resident.Place.IsPeak(i.Due)).Average(i => i.Length.TotalHours);
        var off = intervals.Where(i => !i.Resident.Place.IsPeak(i.Due)).Average(i => i.Length.TotalHours);
        output.WriteLine($"{intervals.Count} intervals: mean {peak:0.00} h in peak hours, {off:0.00} h off-peak, ratio {peak / off:0.000}");
        Assert.True(peak / off <= 0.85, $"{peak / off:0.000}");
    }

    [Fact]
    public void Peak_hours_follow_the_clocks_of_the_place_through_their_change()
    {
        // A due time in a peak hour takes only the shorter 60 % of the range, any other only the longer 60 %. Read an hour wrong, the due
        // times at the edges of the peak would break this.
        var (low, high) = (Min + ((Max - Min) * 0.4), Min + ((Max - Min) * 0.6));
        foreach (var place in Place.All)
        {
            foreach (var isAfter in new[] { false, true })
            {
                var intervals = Intervals().Where(i => i.Resident.Place == place && (i.Due >= (place.ChangesAt ?? Month.OutageFrom)) == isAfter).ToList();
                Assert.True(intervals.Count > 50, $"{place.Zone}: {intervals.Count}");
                Assert.All(intervals, i => Assert.True(
                    place.IsPeak(i.Due) ? i.Length <= high + TimeSpan.FromMilliseconds(1) : i.Length >= low - TimeSpan.FromMilliseconds(1),
                    $"{i.Resident.Id}: due {i.Due:u}, {place.Local(i.Due):HH:mm} there, after {i.Length}"));
            }
        }
    }

    [Fact]
    public void Prompts_tell_the_time_of_the_place_before_and_after_the_change()
    {
        foreach (var resident in month.Residents)
        {
            Assert.All(month.Journals[resident.Id].Where(r => r.Kind == JournalKinds.Drafted), row =>
            {
                var user = (string)Month.PayloadOf(row)["drafts"]![0]!["messages"]![1]!["text"]!;
                var local = resident.Place.Local((DateTimeOffset)Month.PayloadOf(row)["at"]!);
                Assert.StartsWith(FormattableString.Invariant($"It is {local:dddd, d MMMM yyyy, HH:mm} where you are ({resident.Place.Zone})."), user, StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void After_the_outage_skip_posts_nothing_late()
    {
        Assert.Empty(Late("skip"));
        Assert.All(Skipped("skip"), reason => Assert.Contains("catch_up.mode is skip", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void After_the_outage_one_posts_at_most_one_late_post_each()
    {
        var late = Late("one");
        Assert.NotEmpty(late);
        Assert.All(late.GroupBy(t => t.Resident.Id), g => Assert.Single(g));
        foreach (var turn in late)
        {
            // It is the latest of those missed, and the next comes an interval after it.
            var next = month.Turns.Where(t => t.Resident == turn.Resident && t.Due > turn.Due).MinBy(t => t.Due)!;
            Assert.InRange(next.Due - turn.PlannedAt, Min, Max);
        }
    }

    [Fact]
    public void After_the_outage_all_posts_everything_within_the_maximum_lateness()
    {
        var late = Late("all");
        Assert.All(month.Residents.Where(r => r.CatchUp == "all"), r => Assert.InRange(late.Count(t => t.Resident == r), 2, (int)(Resident.MaxLatenessHours / Resident.MinHours) + 1));
        // What was within the maximum when the agent came back waits for its turn, an hour at most.
        Assert.All(late, t => Assert.True(t.LandedAt - t.Due <= TimeSpan.FromHours(Resident.MaxLatenessHours + 1), $"{t.Resident.Id}: {t.LandedAt - t.Due}"));
        Assert.All(Skipped("all"), reason => Assert.Contains("max_lateness_hours", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void After_the_outage_nothing_comes_in_a_burst()
    {
        var back = month.Turns.Where(t => t.LandedAt >= Month.OutageTo && t.LandedAt < Month.OutageTo.AddHours(1)).Select(t => t.LandedAt!.Value).Order().ToList();
        var busiest = back.Max(at => back.Count(other => other >= at && other < at.AddMinutes(5)));
        output.WriteLine($"{back.Count} posts in the first hour, at most {busiest} in five minutes: {string.Join(' ', back.Select(at => at.ToString("HH:mm:ss", null)))}");
        Assert.InRange(back.Count, 13, 40);
        Assert.True(busiest <= 6, $"{busiest} posts within five minutes");
        Assert.All(back.Zip(back.Skip(1)), pair => Assert.True(pair.Second > pair.First));
    }

    [Fact]
    public void After_the_outage_what_was_missed_and_did_not_run_is_told_with_its_reason()
    {
        foreach (var resident in month.Residents)
        {
            var missed = month.Turns.Count(t => t.Resident == resident && IsLate(t)) + SkippedRows(resident).Count();
            Assert.InRange(missed, (int)(TimeSpan.FromDays(2) / Max) - 1, (int)(TimeSpan.FromDays(2) / Min) + 1);
        }
    }

    private static bool IsLate(MonthTurn turn) => turn.Due >= Month.OutageFrom && turn.Due < Month.OutageTo;

    /// <summary>Whoever posts all that it missed, one after another, is behind for some hours.</summary>
    private static bool IsBehind(MonthTurn turn) => turn.Resident.CatchUp == "all" && turn.Due >= Month.OutageTo && turn.Due < Month.OutageTo + Max;

    private List<MonthTurn> Late(string mode) => [.. month.Turns.Where(t => t.Resident.CatchUp == mode && IsLate(t))];

    private IEnumerable<JournalRow> SkippedRows(Resident resident) => month.Journals[resident.Id].Where(r => r.Kind == JournalKinds.Skipped);

    private IEnumerable<string> Skipped(string mode) => month.Residents.Where(r => r.CatchUp == mode).SelectMany(SkippedRows).Select(r => r.Summary);

    /// <summary>Intervals between due times that follow one another, away from the outage.</summary>
    private IEnumerable<(Resident Resident, DateTimeOffset Due, TimeSpan Length)> Intervals() =>
        from turns in month.Turns.GroupBy(t => t.Resident)
        let ordered = turns.OrderBy(t => t.Due).ToList()
        from pair in ordered.Zip(ordered.Skip(1))
        where pair.Second.Due < Month.OutageFrom || pair.First.Due > Month.OutageTo
        select (turns.Key, pair.Second.Due, pair.Second.Due - pair.First.Due);
}
