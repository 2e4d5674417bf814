using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Social;

public sealed class MentionApiTests
{
    [Fact]
    public async Task A_user_of_the_emulated_world_mentions_an_agent()
    {
        var users = new Users();
        await using var gateway = await StartWithAsync(users);

        var made = await JsonAsync(await gateway.PostAsync("/v1/agents/ada/mention", new { text = "What time is it?" }), 202);

        Assert.Equal("""{"post_id":"7","from":"visitor","to":"ada_bot"}""", made.ToJsonString());
        Assert.Equal([("visitor", "ada_bot", "What time is it?")], users.Said);
    }

    [Theory]
    [InlineData("", "visitor", "text")]
    [InlineData("Hello.", "not a handle", "from")]
    [InlineData("Hello.", "ada_bot", "from")]
    [InlineData("Hello.", "Ada", "from")]
    public async Task What_nobody_may_say_names_its_field(string text, string from, string field)
    {
        var users = new Users();
        await using var gateway = await StartWithAsync(users);

        var problem = await ProblemAsync(await gateway.PostAsync("/v1/agents/ada/mention", new { text, from }), 400, "invalid_body");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
        Assert.Empty(users.Said);
    }

    [Fact]
    public async Task In_a_live_world_nobody_is_impersonated()
    {
        var users = new Users();
        await using var live = await StartWithAsync(users, new DeploymentFacts { X = "live" });
        await using var mixed = await StartWithAsync(users);
        mixed.Cluster.Agents["ada"] = mixed.Cluster.Agents["ada"] with { AccountKey = "live/ada" };
        await using var apart = await StartWithAsync(null);

        foreach (var gateway in new[] { live, mixed, apart })
        {
            await ProblemAsync(await gateway.PostAsync("/v1/agents/ada/mention", new { text = "Hello." }), 409, "not_emulated");
        }

        Assert.Empty(users.Said);
    }

    [Fact]
    public async Task Emulators_that_are_away_and_agents_that_are_not_there_are_told()
    {
        await using var gateway = await StartWithAsync(new Users { Away = true });

        await ProblemAsync(await gateway.PostAsync("/v1/agents/ada/mention", new { text = "Hello." }), 503, "emulators_unavailable");
        await ProblemAsync(await gateway.PostAsync("/v1/agents/nobody/mention", new { text = "Hello." }), 404, "agent_not_found");
    }

    private static async Task<TestGateway> StartWithAsync(Users? users, DeploymentFacts? facts = null)
    {
        var gateway = await StartAsync(configure: services =>
        {
            services.AddSingleton(facts ?? new DeploymentFacts { X = "emulated-1" });
            if (users is not null)
            {
                services.AddSingleton<IEmulatedUsers>(users);
            }
        });
        gateway.Cluster.AddAgent("ada");
        return gateway;
    }

    private sealed class Users : IEmulatedUsers
    {
        public Task<bool> FundAsync(string wallet, ulong lamports, CancellationToken cancellationToken) => Task.FromResult(false);

        public List<(string From, string To, string Text)> Said { get; } = [];

        public bool Away { get; init; }

        public Task<string?> MentionAsync(string from, string to, string text, CancellationToken cancellationToken)
        {
            if (!Away)
            {
                Said.Add((from, to, text));
            }

            return Task.FromResult(Away ? null : "7");
        }
    }
}
