using System.Text.Json.Nodes;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Simulation.Events;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Mentions;

/// <summary>Two agents that an event brings together: one looks at what the other has posted, and answers, quotes, likes, reposts, or leaves it.</summary>
public sealed class EncounterTests
{
    private const string Meet = """{"description": "You think of bo, and of ropes.", "initiator_id": "ada", "target_id": "bo", "topic": "ropes"}""";
    private const string Fog = "The fog over the breakwater has a colour that nobody named yet.";
    private const string Asking = "Task: decide what you do with";

    [Theory]
    [InlineData("reply", EffectKind.Reply, "mention")]
    [InlineData("quote", EffectKind.Quote, "observation")]
    [InlineData("like", EffectKind.Like, "observation")]
    [InlineData("repost", EffectKind.Repost, "observation")]
    public async Task What_a_model_proposes_and_the_definition_always_lets_through_happens_once_and_is_remembered(string action, EffectKind kind, string cause)
    {
        await using var town = await Town.OpenAsync(71);
        await using var process = await StartAsync(town, "enterprise");
        var (post, before) = (await PostedByBoAsync(process, town), (await Books.EffectsAsync(process.Services)).Count);
        await ProposeAsync(town, action);
        await EventPlace.PublishAsync(process, "k1", EventTypes.InteractionPrompt, Meet, "ada");
        await process.RunAsync(TimeSpan.FromHours(12));
        await EventPlace.PublishAsync(process, "k1", EventTypes.InteractionPrompt, Meet, "ada");
        await process.RunAsync(TimeSpan.FromMinutes(10));

        var effects = await Books.EffectsAsync(process.Services);
        var done = Assert.Single(effects, e => e.AgentId == "ada" && e.TargetId == post);
        Assert.Equal((EffectState.Confirmed, kind, cause), (done.State, done.Kind, done.Cause));
        var row = Assert.Single(await RowsAsync(process, "ada"), r => r.Kind == JournalKinds.Encounter);
        var said = EventPlace.PayloadOf(row);
        Assert.Equal((action, action, post), ((string?)said["proposed"], (string?)said["choice"], (string?)said["post_id"]));
        Assert.Equal(["ignore", "like", "reply", "quote", "repost"], said["open"]!.AsArray().Select(one => (string)one!));
        var (system, asked) = Assert.Single(await town.PromptsAsync(), p => p.Said.Contains(Asking, StringComparison.Ordinal));
        Assert.Matches(@"@bo: \[data-[0-9a-f]{6} external\] The fog over the breakwater", asked);
        Assert.Contains("Most posts are best ignored", system + asked, StringComparison.Ordinal);

        var known = Assert.Single((await process.Grains.GetGrain<ICatalogReaderGrain>("reader").ListRelationships("ada", 10, null)).Items);
        Assert.Equal(("bo", true), (known.TargetId, known.IsAgent));
        if (kind == EffectKind.Reply)
        {
            // The other hears it as a mention; what follows is bounded as between all agents, and both know each other.
            Assert.InRange(effects.Count(e => e.Kind == EffectKind.Reply), 1, 8);
            Assert.Equal("ada", Assert.Single((await process.Grains.GetGrain<ICatalogReaderGrain>("reader").ListRelationships("bo", 10, null)).Items).TargetId);
        }
        else
        {
            Assert.Equal(before + 1, effects.Count);
        }

        if (kind is EffectKind.Quote or EffectKind.Reply)
        {
            await ReplaysAsync(process, done.EffectId);
        }
    }

    [Fact]
    public async Task What_the_definition_never_does_is_not_offered_and_a_proposal_of_it_is_nothing()
    {
        await using var town = await Town.OpenAsync(72);
        await using var process = await StartAsync(town, "enterprise", """{"reply_probability": 0, "quote_tweet_probability": 0, "like_probability": 1, "retweet_probability": 0}""");
        var post = await PostedByBoAsync(process, town);
        await ProposeAsync(town, "reply");
        await EventPlace.PublishAsync(process, "k1", EventTypes.InteractionPrompt, Meet, "ada");
        await process.RunAsync(TimeSpan.FromMinutes(20));
        Assert.DoesNotContain(await Books.EffectsAsync(process.Services), e => e.AgentId == "ada" && e.TargetId == post);
        var said = EventPlace.PayloadOf(Assert.Single(await RowsAsync(process, "ada"), r => r.Kind == JournalKinds.Encounter));
        Assert.Equal(["ignore", "like"], said["open"]!.AsArray().Select(one => (string)one!));
        Assert.Equal(("ignore", "ignore"), ((string?)said["proposed"], (string?)said["choice"]));
    }

    [Theory]
    [InlineData("pay_per_use")]
    [InlineData("pro")]
    public async Task Where_the_tier_leaves_nothing_to_do_with_their_post_the_agent_speaks_for_itself(string tier)
    {
        await using var town = await Town.OpenAsync(73);
        await using var process = await StartAsync(town, tier);
        var post = await PostedByBoAsync(process, town);
        await EventPlace.PublishAsync(process, "k1", EventTypes.InteractionPrompt, Meet, "ada");
        await process.RunAsync(TimeSpan.FromMinutes(20));
        Assert.DoesNotContain(await Books.EffectsAsync(process.Services), e => e.TargetId == post);
        Assert.Equal(EffectState.Confirmed, Assert.Single(await EventPlace.CausedAsync(process, "ada")).State);
        Assert.DoesNotContain(await town.PromptsAsync(), p => p.Said.Contains(Asking, StringComparison.Ordinal));
        Assert.Contains(await town.PromptsAsync(), p => p.Said.Contains("about: ropes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_comes_from_outside_brings_nobody_together()
    {
        await using var town = await Town.OpenAsync(74);
        await using var process = await StartAsync(town, "enterprise");
        await PostedByBoAsync(process, town);
        await EventPlace.Log(process).Publish(new EventDraft { Cause = "d1", Source = EventSources.Of(EventSources.Webhook, "hook"), Type = EventTypes.InteractionPrompt, Data = Meet, Targets = ["ada"] });
        await process.RunAsync(TimeSpan.FromMinutes(20));
        Assert.DoesNotContain(await RowsAsync(process, "ada"), r => r.Kind == JournalKinds.Encounter);
        Assert.DoesNotContain(await Books.EffectsAsync(process.Services), e => e.AgentId == "ada" && e.Kind is EffectKind.Reply or EffectKind.Quote or EffectKind.Like or EffectKind.Repost);
    }

    [Theory]
    [InlineData("SocialReader.ReadPosts.after", "quote")]
    [InlineData("Model.GetResponse.after", "reply")]
    [InlineData("turn.Write.after", "like")]
    [InlineData("SocialClient.Publish.on-its-way", "quote")]
    public async Task It_happens_once_wherever_the_process_dies(string death, string action)
    {
        await using var town = await Town.OpenAsync(75);
        var points = new KillPoints();
        string post;
        await using (var dying = await StartAsync(town, "enterprise", points: points))
        {
            post = await PostedByBoAsync(dying, town);
            await ProposeAsync(town, action);
            await EventPlace.PublishAsync(dying, "k1", EventTypes.InteractionPrompt, Meet, "ada");
            points.Begin(death, 1);
            Assert.False(await dying.RunAsync(TimeSpan.FromHours(2)));
            await dying.KillAsync();
        }

        points.Begin(null, 0);
        await using var process = await Process.StartAsync(town, points, Setup("enterprise"));
        await process.RunAsync(TimeSpan.FromHours(12));
        Assert.Equal(EffectState.Confirmed, Assert.Single(await Books.EffectsAsync(process.Services), e => e.AgentId == "ada" && e.TargetId == post).State);
        Assert.Single(await RowsAsync(process, "ada"), r => r.Kind == JournalKinds.Encounter);
        Assert.InRange((await town.PostsAsync()).Count(p => p.ReplyToId == post || p.QuoteOfId == post), 0, 1);
    }

    private static ProcessSetup Setup(string tier) => new() { Settings = new Dictionary<string, string?> { ["Puppet:Social:Tier"] = tier, ["Puppet:Social:ReadMentions"] = "true" } };

    private static async Task<Process> StartAsync(
        Town town, string tier, string chances = """{"reply_probability": 1, "quote_tweet_probability": 1, "like_probability": 1, "retweet_probability": 1}""", KillPoints? points = null)
    {
        var process = await Process.StartAsync(town, points ?? new KillPoints(), Setup(tier));
        foreach (var id in (string[])["ada", "bo"])
        {
            var json = $$"""
                {"id": "{{id}}", "name": "{{id}}", "handle": "{{id}}", "description": "Walks along the harbour.", "personality": {"interests": ["tides", "ropes", "gulls"]},
                 "behavior": {"post_frequency": {"min_hours_between_posts": 0.5, "max_hours_between_posts": 10001}, "interaction_patterns": {{chances}} } }
                """;
            var defined = await process.Grains.GetGrain<IAgentGrain>(id).Define(new DefinitionChange { Json = json, Source = "test", ContentHash = "1", Scopes = ApiScope.Admin });
            Assert.True(defined.Accepted, string.Join("; ", defined.Problems.Select(p => p.Message)));
        }

        await process.RunAsync(TimeSpan.FromMinutes(90));
        return process;
    }

    private static async Task<string> PostedByBoAsync(Process process, Town town)
    {
        var effects = await Books.EffectsAsync(process.Services);
        foreach (var own in effects.Where(e => e.AgentId == "bo" && e.State == EffectState.Confirmed))
        {
            // Of what bo has posted so far nothing is left to look at.
            await process.Grains.GetGrain<IAgentGrain>("bo").DeletePost(own.EffectId, $"delete/{own.EffectId}");
        }

        var result = await process.Grains.GetGrain<IAgentGrain>("bo").Post(new PostCommand { Cause = "k/fog", BodyHash = "1", Text = Fog, Force = true });
        await process.RunAsync(TimeSpan.FromMinutes(6));
        return (await Books.EffectsAsync(process.Services)).Single(e => e.EffectId == result.Effect!.EffectId).ExternalId!;
    }

    private static Task ProposeAsync(Town town, string action) =>
        town.TellAsync("/control/llm/replies", new[] { new { content = $$"""{"action":"{{action}}","reason":"It is about the fog."}""", contains = Asking, times = 5 } });

    private static async Task<List<JournalRow>> RowsAsync(Process process, string agent) => await Books.JournalAsync(process.Services, agent);

    private static async Task ReplaysAsync(Process process, string effectId)
    {
        var rows = (await RowsAsync(process, "ada")).Select(r => new JournalMaterial(r.Seq, r.Kind, r.EffectId, r.Payload is null ? null : JsonNode.Parse(JournalPayload.Decompress(r.Payload)))).Reverse().ToList();
        var decision = await RecordedDecision.FindAsync((_, below, _) => Task.FromResult<IReadOnlyList<JournalMaterial>>([.. rows.Where(r => below == 0 || r.Seq < below)]), "ada", effectId, CancellationToken.None);
        Assert.All(decision.Replay(), step => Assert.True(step.IsEqual && step.IsRecorded, $"{step.What}: recorded '{step.Recorded}', now '{step.Replayed}'"));
    }
}
