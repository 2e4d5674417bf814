using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Simulation.Mentions;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Posts;

/// <summary>An account that had a life before the agent, and one that somebody else posts by as well, on the whole product.</summary>
public sealed class ForeignWriterTests
{
    /// <summary>Hours pass faster where nobody asks every minute.</summary>
    private static readonly (string Name, string Value) Seldom = ("Puppet:Social:MentionInterval", "12:00:00");

    private const string Look = "SocialClient.ReadOwnTimeline";
    private const string Old = "The tide went out at seven and left the old harbour wall standing in the mud.";
    private const string New = "Somebody painted the lighthouse door blue last night and told nobody about it.";

    [Fact]
    public async Task The_first_post_waits_for_the_last_one_of_the_account_and_the_timeline_is_read_once_through_a_restart()
    {
        await using var house = await TalkingTown.OpenAsync(31, Seldom);
        var before = house.Town.Clock.GetUtcNow();
        await PostByHandAsync(house, Old);
        await house.BeginAsync(["ada"], Behavior);
        await house.LiveAsync(TimeSpan.FromHours(2));
        Assert.Equal(1, Looks(house));
        await house.LiveAsync(TimeSpan.FromHours(3));
        Assert.Equal(1, Looks(house));

        var books = await house.EndAsync(["ada"], TimeSpan.FromHours(3));
        var first = books.Posts.Where(post => post.Text != Old).MinBy(post => post.At)!;
        Assert.InRange(first.At - before, TimeSpan.FromHours(6), TimeSpan.FromHours(6) + TimeSpan.FromMinutes(10));
        Assert.Single(books.Rows["ada"], row => row.Kind == JournalKinds.Foreign);
        Assert.Empty(await AlertsAsync(house));
    }

    [Theory]
    [InlineData($"{Look}.after")]
    [InlineData("x-account.Write.before")]
    [InlineData("x-account.Write.after")]
    [InlineData("turn.Write.before")]
    public async Task The_first_look_is_made_again_after_a_kill_before_it_was_stored(string death)
    {
        await using var house = await TalkingTown.OpenAsync(32, Seldom);
        var before = house.Town.Clock.GetUtcNow();
        await PostByHandAsync(house, Old);
        await house.BeginAsync([], Behavior);
        house.Points.Begin(null, 0);
        await using (var process = await house.StartAsync())
        {
            await DefineAsync(process.Grains.GetGrain<IAgentGrain>("ada"));
            await process.KillAsync();
        }

        await house.LiveAsync(TimeSpan.FromMinutes(30), death, 1);
        Assert.Equal(1, house.Points.Kills.Values.Sum());
        var books = await house.EndAsync(["ada"], TimeSpan.FromHours(7));
        var first = books.Posts.Where(post => post.Text != Old).MinBy(post => post.At)!;
        Assert.InRange(first.At - before, TimeSpan.FromHours(6), TimeSpan.FromHours(6) + TimeSpan.FromMinutes(40));
        Assert.Single(books.Rows["ada"], row => row.Kind == JournalKinds.Foreign);
    }

    [Fact]
    public async Task A_later_post_that_is_not_ours_counts_for_the_interval_and_for_repetitions_and_is_told()
    {
        await using var house = await TalkingTown.OpenAsync(33, Seldom);
        await house.BeginAsync(["ada"], Behavior);
        await house.LiveAsync(TimeSpan.FromHours(5));
        Assert.Empty(await AlertsAsync(house));
        var at = house.Town.Clock.GetUtcNow();
        await PostByHandAsync(house, New);

        house.Points.Begin(null, 0);
        await using (var process = await house.StartAsync())
        {
            // Asked for by a person, in the same words.
            var said = await process.Grains.GetGrain<IAgentGrain>("ada").Post(new PostCommand { Cause = "test/same", BodyHash = "same", Text = New, Force = false });
            Assert.Equal(AgentProblemCodes.TooSoon, said.Problem);
            await process.RunAsync(TimeSpan.FromHours(5));
            said = await process.Grains.GetGrain<IAgentGrain>("ada").Post(new PostCommand { Cause = "test/same", BodyHash = "same", Text = New, Force = false });
            Assert.Equal(AgentProblemCodes.TooSoon, said.Problem);
        }

        var alert = Assert.Single(await AlertsAsync(house));
        Assert.Equal(("foreign_writer", "puppet x resume ada"), (alert.Code, alert.Command));
        var books = await house.EndAsync(["ada"], TimeSpan.FromHours(8));
        var next = books.Posts.Where(post => post.At > at && post.Text != New).MinBy(post => post.At)!;
        Assert.InRange(next.At - at, TimeSpan.FromHours(6), TimeSpan.FromHours(10));
    }

    [Fact]
    public async Task The_words_of_another_are_not_said_again()
    {
        await using var house = await TalkingTown.OpenAsync(34, Seldom);
        await PostByHandAsync(house, Old);
        house.Points.Begin(null, 0);
        await using (var process = await house.StartAsync())
        {
            await DefineAsync(process.Grains.GetGrain<IAgentGrain>("ada"), 0);
            var said = await process.Grains.GetGrain<IAgentGrain>("ada").Post(new PostCommand { Cause = "test/same", BodyHash = "same", Text = Old, Force = false });
            Assert.True(said.Problem is null, said.Detail);
            await process.RunAsync(TimeSpan.FromMinutes(2));
        }

        var books = await house.EndAsync(["ada"], TimeSpan.FromMinutes(1));
        Assert.Single(books.Posts, post => post.Text == Old);
        Assert.Equal("near_duplicate", books.Effects.Single(effect => effect.Verdict.Length > 0).Verdict);
    }

    [Fact]
    public async Task A_post_of_which_a_person_said_that_it_is_the_effects_own_is_nobody_elses()
    {
        await using var house = await TalkingTown.OpenAsync(35, Seldom);
        // It lands and nobody says so, and the timeline does not show it for two hours.
        await house.Town.TellAsync("/control/x/accounts", new { handle = "ada", lag_ms = 7_200_000 });
        await house.Town.SetFaultsAsync(new { route = "POST /x/2/tweets", kind = "drop_after_effect", share = 1.0, count = 1 });
        await house.BeginAsync(["ada"], Behavior);
        await house.Town.TellAsync("/control/x/accounts", new { handle = "ada", lag_ms = 0 });
        house.Points.Begin(null, 0);
        await using (var process = await house.StartAsync())
        {
            var unknown = Assert.Single(await Books.EffectsAsync(process.Services), effect => effect.State == EffectState.Unknown);
            var landed = Assert.Single(await house.Town.PostsAsync());
            var said = await process.Grains.GetGrain<IAgentGrain>("ada").Review(new ReviewCommand { EffectId = unknown.EffectId, Verdict = "sent", ExternalId = landed.Id, By = "test" });
            Assert.True(said.Problem is null, said.Detail);

            // Longer than the account remembers that something of it was in doubt.
            await process.RunAsync(TimeSpan.FromDays(3));
        }

        Assert.Empty(await AlertsAsync(house));
        var books = await house.EndAsync(["ada"], TimeSpan.FromMinutes(1));
        Assert.True(books.Posts.Count > 5);
        Assert.DoesNotContain(books.Rows["ada"], row => row.Kind == JournalKinds.Foreign);
    }

    private static int Looks(TalkingTown house) => house.Points.Visits.GetValueOrDefault($"{Look}.after");

    private static Task PostByHandAsync(TalkingTown house, string text) => house.Town.TellAsync("/control/x/posts", new { author = "ada", text, lag_ms = 0 });

    private static async Task<List<AttentionEntry>> AlertsAsync(TalkingTown house)
    {
        house.Points.Begin(null, 0);
        await using var process = await house.StartAsync();
        return await process.Grains.GetGrain<IAttentionGrain>("attention").List();
    }

    private static async Task DefineAsync(IAgentGrain agent, int hours = 6)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(new { id = "ada", name = "ada", description = "Somebody who lives by the water.", behavior = Behavior(hours) });
        var result = await agent.Define(new DefinitionChange { Json = json, Source = "test", ContentHash = "ada", Scopes = ApiScope.Admin });
        Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
    }

    private static object Behavior(string agent) => Behavior(6);

    private static object Behavior(int hours) => new { post_frequency = new { min_hours_between_posts = hours, max_hours_between_posts = 9 } };
}
