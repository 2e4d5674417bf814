using System.Text.Json.Nodes;
using PuppetEngine.Tests.TestHost;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Simulation.Mentions;

/// <summary>Mentions that come over the app's stream and by polling, on the whole product against the emulated network.</summary>
public sealed class StreamedMentionsTests(ITestOutputHelper output)
{
    private const string Connect = "GET /x/2/tweets/search/stream";
    private const string Poll = "GET /x/2/users/:id/mentions";

    private static readonly string[] Agents = ["ada", "bo", "cy", "dot", "eve", "fay"];

    [Fact]
    public async Task Streamed_twice_broken_off_polled_and_killed_each_mention_is_one_and_none_is_lost()
    {
        await using var house = await TalkingTown.OpenAsync(41, ("Puppet:Social:UseStream", "true"));
        await house.BeginAsync(Agents, Behavior);
        await house.Town.TellAsync("/control/x/stream", new { duplicates = true });
        string?[] deaths = [null, "x-mentions.Write.after", "x-mentions.Write.before", "turn.Write.after", null];
        for (var life = 0; life < deaths.Length; life++)
        {
            house.Points.Begin(null, 0);
            await using var process = await house.StartAsync();
            await ConnectedAsync(house, process);
            house.Points.Begin(deaths[life], 2);
            for (var user = 0; user < 6; user++)
            {
                if (user == 3)
                {
                    await house.Town.TellAsync("/control/x/stream", new { @do = life % 2 == 0 ? "break" : "disconnect" });
                }

                await house.MentionAsync($"user{life}{user}", Agents[(user + life) % Agents.Length], $"Question {life}-{user}: what did you see at the harbour?");
            }

            if (!await process.RunAsync(TimeSpan.FromMinutes(20)))
            {
                await process.KillAsync();
            }
        }

        var books = await house.EndAsync(Agents, TimeSpan.FromMinutes(30));
        var questions = books.Posts.Where(post => post.Parent is null && post.Text.Contains("Question ", StringComparison.Ordinal)).Select(post => post.Id).ToList();
        Assert.Equal(30, questions.Count);
        Assert.Equal(questions.Order(), books.Decisions().Select(decision => (string)decision.Said["mention_id"]!).Order());
        Assert.Equal(questions.Order(), books.Posts.Where(post => post.Parent is not null).Select(post => post.Parent!).Order());
        var streamed = await CountAsync(house, "x", "streamed");
        output.WriteLine($"{streamed} posts streamed, {await CountAsync(house, "requests", Connect)} connections, {await CountAsync(house, "requests", Poll)} polls");
        Assert.True(streamed >= 6, $"only {streamed} posts came over the stream: too few to prove anything");
    }

    [Fact]
    public async Task While_the_stream_stands_there_is_one_connection_with_one_rule_and_hardly_any_polling()
    {
        await using var house = await TalkingTown.OpenAsync(42, ("Puppet:Social:UseStream", "true"));
        await house.BeginAsync(Agents, Behavior);
        house.Points.Begin(null, 0);
        await using var process = await house.StartAsync();
        await ConnectedAsync(house, process);
        await process.RunAsync(TimeSpan.FromMinutes(3));
        var (polls, rules) = (await CountAsync(house, "requests", Poll), await CountAsync(house, "requests", "POST /x/2/tweets/search/stream/rules"));
        await process.RunAsync(TimeSpan.FromMinutes(30));

        // Each account twice in half an hour, which without a stream would be thirty times, and some more where a loaded machine let it fall silent.
        Assert.InRange(await CountAsync(house, "requests", Poll) - polls, Agents.Length, 20 * Agents.Length);
        Assert.Equal(rules, await CountAsync(house, "requests", "POST /x/2/tweets/search/stream/rules"));
        Assert.Equal(1, rules);
    }

    /// <summary>Lets time pass until the stream stands.</summary>
    private static async Task ConnectedAsync(TalkingTown house, Process process)
    {
        var before = await CountAsync(house, "requests", Connect);

        // Feeds are woken within five minutes, and the rules settle in two.
        await process.RunAsync(TimeSpan.FromMinutes(8));
        await Eventually.HoldsAsync(() => CountAsync(house, "requests", Connect), count => count > before, "the stream is connected");
    }

    private static async Task<long> CountAsync(TalkingTown house, string group, string name) => (long?)(await house.Town.CountersAsync())[group]?[name] ?? 0;

    private static object Behavior(string agent) => new
    {
        post_frequency = new { min_hours_between_posts = 6, max_hours_between_posts = 9 },
        conversation = new { max_replies_per_author_hour = 20, max_replies_per_hour = 60 },
    };
}
