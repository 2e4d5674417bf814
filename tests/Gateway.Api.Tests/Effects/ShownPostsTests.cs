using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Effects;

/// <summary>What the API shows of posts: drafts before they are asked for, and what stands under them.</summary>
public sealed class ShownPostsTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;

    public ShownPostsTests(SharedGateway shared)
    {
        _gateway = shared.Fresh();
        _gateway.Cluster.AddAgent("ada");
    }

    [Fact]
    public async Task A_preview_of_a_thread_gives_its_parts_and_one_that_is_too_long_is_refused()
    {
        var drafts = await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { preview = true, topic = "rain", thread_length = 2 }), 200);
        Assert.Equal(["Part 1 of draft 3", "Part 2 of draft 3"], drafts["items"]![2]!["thread"]!.AsArray().Select(part => (string)part!));
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { preview = true, thread_length = 9 }), 422, "thread_too_long");
        Assert.Empty(_gateway.Cluster.Commands);
    }

    [Fact]
    public async Task What_stands_under_a_post_is_shown_with_its_effect_and_in_the_list_and_nothing_is_said_of_what_is_not_there()
    {
        var (plain, poll) = (_gateway.Cluster.AddEffect("ada", EffectState.Confirmed, "Rain."), _gateway.Cluster.AddEffect("ada", EffectState.Held, "When?"));
        _gateway.Cluster.Change(poll, one => one with { Poll = new SocialPoll { Options = ["Now", "Never"], DurationMinutes = 60 }, MediaIds = ["7"], MadeWithAi = true });
        var shown = await JsonAsync(await _gateway.Admin.GetAsync($"/v1/effects/{poll.EffectId}"), 200);
        Assert.Equal("""{"options":["Now","Never"],"duration_minutes":60}""", shown["poll"]!.ToJsonString());
        Assert.Equal(("7", true), ((string)shown["media_ids"]![0]!, (bool)shown["made_with_ai"]!));
        var silent = (await JsonAsync(await _gateway.Admin.GetAsync($"/v1/effects/{plain.EffectId}"), 200)).AsObject();
        Assert.DoesNotContain(silent, member => member.Key is "poll" or "media_ids" or "made_with_ai");
        var posts = (await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/posts"), 200))["items"]!.AsArray();
        Assert.Equal(60, (int)posts.Single(post => (string?)post!["effect_id"] == poll.EffectId)!["poll"]!["duration_minutes"]!);
    }

    [Fact]
    public async Task A_preview_gives_three_drafts_and_asks_the_agent_nothing()
    {
        var drafts = await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { preview = true, topic = "rain" }), 200);

        Assert.Equal(3, drafts["items"]!.AsArray().Count);
        Assert.Equal("Draft 1 on rain", drafts["items"]![0]!["text"]!.GetValue<string>());
        Assert.Equal(0.0015m, drafts["items"]![0]!["cost_usd"]!.GetValue<decimal>());
        Assert.Equal("first", drafts["items"]![0]!["tier"]!.GetValue<string>());
        Assert.Equal("Write.", drafts["items"]![0]!["prompt"]!["messages"]![0]!["text"]!.GetValue<string>());
        Assert.Empty(_gateway.Cluster.Commands);
    }
}
