using System.Net.Http.Json;
using NSubstitute;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;
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

    [Fact]
    public async Task What_a_check_found_is_told_to_the_account()
    {
        _gateway.Cluster.AddAgent("ada");

        await _gateway.Admin.PostAsync("/v1/agents/ada/account/check", null);

        await _gateway.Cluster.Account("emulated/ada").Received().Identify(Arg.Is<SocialProfile>(profile => profile.Handle == "ada_bot"));
    }

    [Fact]
    public async Task A_login_is_begun_and_completed_by_an_admin()
    {
        _gateway.Cluster.AddAgent("ada");
        _gateway.Cluster.AddAgent("grace", AgentStatuses.NeedsAccount);
        _gateway.Cluster.Agents["grace"] = _gateway.Cluster.Agents["grace"] with { AccountKey = "emulated/ada" };
        var account = _gateway.Cluster.Account("emulated/ada");
        account.BeginLogin().Returns(new SocialLoginStart { AuthorizeUrl = "https://x.example/authorize", RedirectUri = "http://127.0.0.1:8722/callback" });
        account.CompleteLogin("http://127.0.0.1:8722/callback?code=1").Returns(new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok });
        using var operate = _gateway.Client(OperateKey);
        await ProblemAsync(await operate.PostAsync("/v1/agents/ada/account/login", null), 403, "missing_scope");

        var begun = await JsonAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/account/login", null), 200);
        var done = await JsonAsync(await _gateway.Admin.PostAsJsonAsync("/v1/agents/ada/account/login/complete", new { address = "http://127.0.0.1:8722/callback?code=1" }), 200);

        Assert.Equal("https://x.example/authorize", begun["authorize_url"]!.GetValue<string>());
        Assert.Equal("ada_bot", done["handle"]!.GetValue<string>());
        // The agent itself, and the other one that shares the account and waited for it.
        Assert.Equal(["account changed: ada", "account changed: grace"], _gateway.Cluster.Commands.OfType<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_login_that_is_refused_says_why()
    {
        _gateway.Cluster.AddAgent("ida");
        var account = _gateway.Cluster.Account("emulated/ida");
        account.BeginLogin().Returns(new SocialLoginStart { Problem = "Set Puppet:X:ClientId." });
        account.CompleteLogin(Arg.Any<string>()).Returns(new SocialOutcome { Class = OutcomeClass.NotSent, Code = SocialOutcomeCodes.NeedsLogin, Detail = "Begin again." });

        await ProblemAsync(await _gateway.Admin.PostAsync("/v1/agents/ida/account/login", null), 409, "login_refused");
        await ProblemAsync(await _gateway.Admin.PostAsJsonAsync("/v1/agents/ida/account/login/complete", new { address = "http://127.0.0.1/x" }), 409, "login_refused");
        await ProblemAsync(await _gateway.Admin.PostAsJsonAsync("/v1/agents/ida/account/login/complete", new { address = "" }), 400, "invalid_body");
    }

    [Theory]
    [InlineData("lea", "emulated/lea")]
    [InlineData("emulated%2Flea", "emulated/lea")]
    [InlineData("shared", "emulated/shared")]
    public async Task A_stopped_account_is_let_go_on(string named, string key)
    {
        _gateway.Cluster.AddAgent("lea");
        using var reader = _gateway.Client(ReadKey);
        await ProblemAsync(await reader.PostAsync($"/v1/accounts/{named}/resume", null), 403, "missing_scope");

        var now = await JsonAsync(await _gateway.Admin.PostAsync($"/v1/accounts/{named}/resume", null), 200);

        Assert.Equal(key, now["account"]!.GetValue<string>());
        await _gateway.Cluster.Account(key).Received().ClearStop();
    }

    [Fact]
    public async Task Agents_are_listed_with_handle_and_tier()
    {
        _gateway.Cluster.AddAgent("ada");

        var page = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents"), 200);

        var agent = page["items"]!.AsArray().Single(item => item!["id"]!.GetValue<string>() == "ada")!;
        Assert.Equal(("ada_bot", "basic", "emulated/ada"), (agent["handle"]!.GetValue<string>(), agent["tier"]!.GetValue<string>(), agent["account"]!.GetValue<string>()));
    }
}
