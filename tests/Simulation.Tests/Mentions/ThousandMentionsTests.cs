using System.Globalization;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Simulation.Mentions;

/// <summary>The shown figure: a thousand mentions over fifty agents on the whole product, with a failing network and processes that are killed.</summary>
public sealed class ThousandMentionsTests(ITestOutputHelper output)
{
    private const int Mentions = 1000;
    private const int Authors = 120;
    private const int MostPerAuthorHour = 3;

    private static readonly string[] Agents = [.. Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"agent{i:00}"))];

    private static readonly string?[] Deaths =
    [
        "turn.Write.after", "SocialReader.ReadMentions.after", "SocialClient.Publish.on-its-way", "x-mentions.Write.before", "Model.GetResponse.after", "AgentLedger.Commit.on-its-way",
        "RelationshipStore.Find.after", "SocialInteractions.Act.on-its-way", null,
    ];

    [Fact]
    public async Task Each_has_one_decision_none_is_answered_twice_none_is_lost_and_nobody_is_spammed()
    {
        await using var house = await TalkingTown.OpenAsync(20261121, ("Puppet:Social:MentionInterval", "00:10:00"), ("Puppet:Social:Tier", "enterprise"));
        await house.BeginAsync(Agents, Behavior);
        await house.Town.SetFaultsAsync(
            new { route = "POST /x/2/tweets", kind = "drop_after_effect", share = 0.05 },
            new { route = "POST /x/2/tweets", kind = "drop_before_effect", share = 0.05 },
            // A like cannot be looked up; it is made again until somebody answers.
            new { route = "POST /x/2/users/*/likes", kind = "drop_after_effect", share = 0.05 },
            new { route = "GET *", kind = "drop_after_effect", share = 0.05 });
        for (var life = 0; life < Deaths.Length; life++)
        {
            var upto = Mentions * (life + 1) / Deaths.Length;
            for (var number = Mentions * life / Deaths.Length; number < upto; number++)
            {
                // Every tenth comes from one author who writes to one agent again and again.
                var isEager = number % 10 == 4;
                await house.MentionAsync(isEager ? "eager" : $"user{number * 7 % Authors}", Agents[isEager ? 0 : number % Agents.Length], $"Question {number}: what did you see at the harbour?");
            }

            await house.LiveAsync(TimeSpan.FromMinutes(22), Deaths[life], 9);
        }

        await house.Town.ClearFaultsAsync();
        var books = await house.EndAsync(Agents, TimeSpan.FromMinutes(75));
        var questions = books.Posts.Where(p => p.Parent is null && p.Text.Contains("Question ", StringComparison.Ordinal)).ToDictionary(p => p.Id);
        var decisions = books.Decisions();
        Assert.Equal(Mentions, questions.Count);
        Assert.Equal(questions.Keys.Order(), decisions.Select(d => (string)d.Said["mention_id"]!).Order());

        var replies = books.Posts.Where(p => p.Parent is not null).ToList();
        Assert.All(replies.GroupBy(p => p.Parent), answers => Assert.Single(answers));
        var open = books.Effects.Where(effect => effect.State is EffectState.Unknown or EffectState.Attempting or EffectState.Planned).ToList();
        Assert.True(open.Count == 0, string.Join('\n', open));

        // Every answer that was decided on landed, or says why it did not.
        var answered = books.Effects.Where(effect => effect is { Kind: EffectKind.Reply, State: EffectState.Confirmed }).Select(effect => effect.TargetId!).ToHashSet();
        Assert.Equal(answered.Order(), replies.Select(p => p.Parent!).Order());
        var failed = books.Effects.Where(effect => effect is { Kind: EffectKind.Reply, State: not EffectState.Confirmed }).ToList();
        Assert.All(failed, effect => Assert.NotEmpty(effect.Verdict));
        Assert.Contains(decisions, d => (string)d.Said["reason"]! == "author_cap");
        var chosen = decisions.CountBy(d => $"{d.Said["choice"]}: {d.Said["reason"]}").OrderByDescending(pair => pair.Value).ToList();
        Assert.Equal(decisions.Count(d => (string)d.Said["choice"]! == "answer"), answered.Count + failed.Count);

        // No author gets more than three answers of one agent within any hour.
        foreach (var talk in replies.GroupBy(reply => (reply.Author, questions[reply.Parent!].Author)))
        {
            var times = talk.Select(reply => reply.At).Order().ToList();
            Assert.All(times.Zip(times.Skip(MostPerAuthorHour)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(59), $"{talk.Key} at {pair.First} and {pair.Second}"));
        }

        // A like is made once, and only where it was decided on; one that was not made says why, as the network's faults can have it.
        var likes = books.Effects.Where(effect => effect.Kind == EffectKind.Like).ToList();
        Assert.Equal(
            decisions.Where(d => (string)d.Said["choice"]! == "like").Select(d => (d.Agent, (string)d.Said["mention_id"]!)).Order(),
            likes.Select(effect => (effect.AgentId, effect.TargetId!)).Order());
        var liked = likes.Where(effect => effect.State == EffectState.Confirmed).Select(effect => (effect.AgentId, effect.TargetId!)).Order().ToList();
        Assert.NotEmpty(liked);
        Assert.Equal(liked, books.Likes.SelectMany(pair => pair.Value.Select(post => (pair.Key, post))).Order());
        Assert.All(likes.Where(effect => effect.State != EffectState.Confirmed), effect => Assert.NotEmpty(effect.Verdict));

        // What was said counts once with the one it was said to.
        var talks = books.Talks();
        Assert.Equal(answered.Order(), talks.Select(talk => talk.Mention).Order());
        foreach (var (agent, others) in books.Relationships)
        {
            var counted = talks.Count(talk => talk.Agent == agent) + decisions.Count(d => d.Agent == agent && (string)d.Said["choice"]! == "like");
            Assert.InRange(others.Sum(other => other.Interactions), counted, counted + decisions.Count(d => d.Agent == agent && (string)d.Said["choice"]! is "ignore" or "refuse"));
        }

        await ReplayAsync(books);
        Assert.Equal(Deaths.Length - 1, house.Points.Kills.Values.Sum());
        output.WriteLine($"{Mentions} mentions of {Authors + 1} authors over {Agents.Length} agents, {house.Points.Kills.Count} kills: {string.Join(", ", chosen.Select(pair => $"{pair.Value} {pair.Key}"))}; {answered.Count} answered, {liked.Count} of {likes.Count} liked ({string.Join(", ", likes.Where(e => e.State != EffectState.Confirmed).CountBy(e => e.Verdict))}), {failed.Count} answers failed ({string.Join(", ", failed.CountBy(e => e.Verdict))}).");
    }

    /// <summary>What a reply was written from, the relationship too, gives the same reply again.</summary>
    private static async Task ReplayAsync(TownBooks books)
    {
        var rows = books.Rows.SelectMany(pair => pair.Value.Where(row => row.Kind == JournalKinds.Drafted && TownBooks.PayloadOf(row)["relationship"] is not null).Select(row => (pair.Key, row.Seq))).ToList();
        Assert.NotEmpty(rows);
        foreach (var (agent, seq) in rows.Where((_, index) => index % 20 == 0))
        {
            var decision = await RecordedDecision.FindAsync(books.Source, agent, seq.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
            Assert.All(decision.Replay(), step => Assert.True(step.IsEqual && step.IsRecorded, $"{step.What}: {step.Recorded} / {step.Replayed}"));
        }
    }

    // Most answer whatever they hear; a fifth of them answers half of it and likes the rest.
    private static object Behavior(string agent) => new
    {
        post_frequency = new { min_hours_between_posts = 100, max_hours_between_posts = 200 },
        interaction_patterns = new { like_probability = 1 },
        conversation = new { mention_reply_probability = agent.EndsWith('3') || agent.EndsWith('7') ? 0.5 : 1 },
    };
}
