using System.Text.Json.Nodes;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Simulation.Mentions;

/// <summary>Machines that answer each other: they stop by themselves, and agents of one house know each other.</summary>
public sealed class AmongThemselvesTests(ITestOutputHelper output)
{
    private const int MostBotTurns = 4;
    private static readonly string[] Agents = ["ada", "bo", "cy"];

    [Fact]
    public async Task Two_agents_left_alone_stop_within_the_limit_and_know_each_other_afterwards()
    {
        await using var house = await TalkingTown.OpenAsync(8);
        await house.BeginAsync(Agents, Behavior);
        await house.MentionAsync("bo", "cy", "What do you make of the ferry?");
        var books = await house.EndAsync(Agents, TimeSpan.FromHours(12));
        var replies = books.Posts.Where(p => p.Parent is not null).ToList();
        Assert.All(replies.CountBy(p => p.Author), pair => Assert.InRange(pair.Value, 1, MostBotTurns));
        Assert.InRange(replies.Count, 2, 2 * MostBotTurns);

        // Quiet since: what stopped stays stopped.
        Assert.All(replies, p => Assert.True(p.At < house.Town.Clock.GetUtcNow() - TimeSpan.FromHours(4), $"{p.Text} at {p.At}"));
        var decisions = books.Decisions();
        Assert.All(decisions.Where(d => (string)d.Said["choice"]! == "answer"), d => Assert.Equal("own_agent", (string)d.Said["reason"]!));
        foreach (var (self, other) in new[] { ("bo", "cy"), ("cy", "bo") })
        {
            var known = Assert.Single(books.Relationships[self]);
            Assert.Equal((other, true), (known.TargetId, known.IsAgent));
            Assert.Equal(decisions.Count(d => d.Agent == self), known.Interactions);
            Assert.True(known.Familiarity > 0, $"{self} has spoken with {other} {known.Interactions} times and knows them no better.");
        }

        Assert.Empty(books.Relationships["ada"]);
        output.WriteLine($"bo and cy stopped after {replies.Count} replies.");
    }

    [Fact]
    public async Task A_bot_that_answers_everything_is_left_alone_after_its_turns()
    {
        await using var house = await TalkingTown.OpenAsync(8);
        await house.BeginAsync(Agents, Behavior);
        await house.Town.TellAsync("/control/x/bots", new { handle = "parrot", text = "@ada answer number {n}", most = 500, delay_ms = 2000 });
        await house.MentionAsync("parrot", "ada", "Shall we talk?");
        var books = await house.EndAsync(Agents, TimeSpan.FromHours(12));
        var toBot = books.Posts.Where(p => p.Parent is { } parent && books.Posts.Single(o => o.Id == parent).Text.Contains("answer number", StringComparison.Ordinal)).ToList();

        // A limit for each conversation, and a cool-down of four hours after it; nothing else begins one.
        Assert.InRange(toBot.Count, 1, 10);
        Assert.All(toBot, p => Assert.True(p.At < house.Town.Clock.GetUtcNow() - TimeSpan.FromHours(4), $"{p.Text} at {p.At}"));
        var known = Assert.Single(books.Relationships["ada"]);
        Assert.Equal(("parrot", false), (known.Handle, known.IsAgent));
        Assert.True(known.Interactions >= toBot.Count);
    }

    [Fact]
    public async Task Moods_move_with_talks_and_stand_in_the_prompt()
    {
        await using var house = await TalkingTown.OpenAsync(10);
        await house.BeginAsync(Agents, Behavior);
        await house.MentionAsync("carla", "ada", "You were wonderful yesterday, thank you!");
        var books = await house.EndAsync(Agents, TimeSpan.FromMinutes(30));
        var talk = Assert.Single(books.Rows["ada"], row => row.Kind == JournalKinds.Relationship);
        var said = TownBooks.PayloadOf(talk);
        Assert.NotNull(said["mood"]);
        var prompt = string.Join('\n', said["asked"]!["messages"]!.AsArray().Select(message => (string)message!["text"]!));
        Assert.Contains("Whom you talk to", prompt, StringComparison.Ordinal);
        Assert.Contains("How you feel", prompt, StringComparison.Ordinal);
        var reply = books.Rows["ada"].Where(row => row.Kind == JournalKinds.Drafted).Select(TownBooks.PayloadOf).Single(payload => payload["conversation"] is JsonArray);
        Assert.Equal("carla", (string)reply["relationship"]!["handle"]!);
        Assert.Contains("somebody you have not met before", (string)reply["drafts"]![0]!["messages"]![0]!["text"]!, StringComparison.Ordinal);
    }

    private static object Behavior(string agent) => new
    {
        post_frequency = new { min_hours_between_posts = 20, max_hours_between_posts = 30 },
        conversation = new { max_replies_per_author_hour = 20, max_replies_per_hour = 60 },
    };
}
