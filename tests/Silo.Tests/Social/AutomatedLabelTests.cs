using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.Social;

/// <summary>X asks for a label of every account that a program runs: in a live world nothing that a model wrote leaves before the owner has stated it.</summary>
public sealed class AutomatedLabelTests
{
    [Fact]
    public async Task In_a_live_world_an_unlabelled_account_posts_nothing_that_a_model_wrote()
    {
        await using var house = await House.OpenAsync();
        var keys = new Dictionary<string, string>
        {
            ["Puppet__X__Credentials__wren__ApiKey"] = "emulated-app",
            ["Puppet__X__Credentials__wren__ApiKeySecret"] = "emulated-app-secret",
            ["Puppet__X__Credentials__wren__AccessToken"] = "wren-emulated",
            ["Puppet__X__Credentials__wren__AccessTokenSecret"] = "wren-emulated-secret",
        };
        await using var silo = await house.UpAsync(keys, "--Puppet:World:X=live", $"--Puppet:X:BaseUrl={new Uri(house.Emulators.Address, "/x")}", "--Puppet:Deployment:Id=ours");
        await DefineAsync("");

        var refused = await silo.SendAsync(HttpMethod.Post, "/v1/agents/wren/posts?wait=20", """{"topic":"the wind","force":true}""");
        Assert.Contains("not_labelled_automated", refused.Body, StringComparison.Ordinal);
        Assert.Contains("automated_label: true", refused.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(await house.LandedAsync(), post => post.GetProperty("author_id").GetString() == "wren");

        await DefineAsync(", \"automated_label\": true");
        Assert.Equal("confirmed", (await silo.PostAsync("wren", "the wind")).Json.GetProperty("status").GetString());

        async Task DefineAsync(string more) =>
            Assert.Equal(200, (await silo.SendAsync(HttpMethod.Put, "/v1/agents/wren", Samples.Agent("wren", more: ", \"publish\": \"live\"" + more))).Status);
    }
}
