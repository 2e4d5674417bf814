using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Social;

public sealed class AccountApiTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;

    public AccountApiTests(SharedGateway shared) => _gateway = shared.Fresh();

    [Fact]
    public async Task A_check_says_who_it_is_and_what_is_missing()
    {
        _gateway.Cluster.AddAgent("ada");

        var check = await JsonAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/account/check", null), 200);

        Assert.True(check["found"]!.GetValue<bool>());
        Assert.Equal("ada_bot", check["handle"]!.GetValue<string>());
        Assert.Contains("read and write", check["advice"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_fails_says_why()
    {
        _gateway.Cluster.AddAgent("grace");

        var check = await JsonAsync(await _gateway.Admin.PostAsync("/v1/agents/grace/account/check", null), 200);

        Assert.False(check["found"]!.GetValue<bool>());
        Assert.Equal("Log in again.", check["advice"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_agent_without_an_account_is_a_conflict()
    {
        _gateway.Cluster.Agents["ada"] = _gateway.Cluster.AddAgent("ada") with { AccountKey = "" };

        await ProblemAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/account/check", null), 409, "needs_account");
    }
}
