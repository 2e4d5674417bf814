using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Status;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Status;

public sealed class StatusApiTests
{
    [Fact]
    public async Task Status_shows_worlds_counts_and_nothing_to_do()
    {
        await using var gateway = await StartAsync(new() { ["Puppet:World:Llm"] = "live" });
        gateway.Cluster.AddAgent("ada");
        gateway.Cluster.AddEffect("ada", EffectState.DryRun);

        var status = await JsonAsync(await gateway.Admin.GetAsync("/v1/status"), 200);

        Assert.Equal("ok", status["status"]!.GetValue<string>());
        Assert.Equal("""{"x":"emulated","llm":"live","solana":"emulated"}""", status["worlds"]!.ToJsonString());
        Assert.Equal("""{"active":1}""", status["agents"]!.ToJsonString());
        Assert.Equal("""{"dry_run":1}""", status["effects"]!.ToJsonString());
        Assert.Empty(status["attention"]!.AsArray());
    }

    [Fact]
    public async Task Status_says_when_the_gateway_started_and_not_when_it_was_first_asked()
    {
        await using var gateway = await StartAsync();
        var started = TimeProvider.System.GetUtcNow();

        var status = await JsonAsync(await gateway.Admin.GetAsync("/v1/status"), 200);

        Assert.InRange(status["started_at"]!.GetValue<DateTimeOffset>(), started.AddMinutes(-10), started);
    }

    [Fact]
    public async Task Status_lists_what_waits_for_a_person_with_its_command()
    {
        await using var gateway = await StartAsync(configure: services => services.AddSingleton<IAttentionSource>(new Held()));
        gateway.Cluster.AddAgent("ada", AgentStatuses.NeedsAccount);
        gateway.Cluster.AddEffect("ada", EffectState.Unknown);
        gateway.Cluster.AddEffect("ada", EffectState.Held);
        await gateway.Cluster.KillSwitch.Set("all", true, "test");

        var status = await JsonAsync(await gateway.Admin.GetAsync("/v1/status"), 200);

        Assert.Equal("attention", status["status"]!.GetValue<string>());
        Assert.Equal(["effects_held", "effects_unknown", "needs_account", "restore", "stopped"], status["attention"]!.AsArray().Select(item => item!["code"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(status["attention"]!.AsArray(), item => Assert.StartsWith("puppet ", item!["command"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Status_lists_each_failure_once_with_the_command_that_mends_it()
    {
        await using var gateway = await StartAsync();
        gateway.Cluster.AddAgent("ada", AgentStatuses.NeedsAccount);
        gateway.Cluster.AddAgent("bo", AgentStatuses.NeedsAccount);
        var doubt = gateway.Cluster.AddEffect("ada", EffectState.Unknown);
        gateway.Cluster.Reported.Add(new AttentionEntry { Code = "account_stopped", Subject = "live/ada", Detail = "No credits.", Command = "puppet x resume ada" });
        await gateway.Cluster.KillSwitch.Set("tag:loud", true, "test");

        var status = await JsonAsync(await gateway.Admin.GetAsync("/v1/status"), 200);

        Assert.Equal(
            ["puppet resolve " + doubt.EffectId + " sent|not_sent", "puppet start --tag loud", "puppet x login ada", "puppet x login bo", "puppet x resume ada"],
            status["attention"]!.AsArray().Select(item => item!["command"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, "One effect waits for your approval.")]
    [InlineData(3, "3 effects wait for your approval.")]
    public void Held_effects_are_counted_in_words(int count, string words)
    {
        var items = EffectsAttention.From(new CatalogTotals { EffectsByState = { [EffectState.Held] = count } }, new KillSwitchState(), [], []);

        Assert.Equal(words, Assert.Single(items).Detail);
    }

    [Fact]
    public async Task Usage_is_in_dollars_with_accounts_when_asked()
    {
        await using var gateway = await StartAsync();
        gateway.Cluster.AddAgent("ada");

        var plain = await JsonAsync(await gateway.Admin.GetAsync("/v1/usage"), 200);
        var full = await JsonAsync(await gateway.Admin.GetAsync("/v1/usage?accounts=true"), 200);

        Assert.Equal("2026-03-02", plain["day"]!.GetValue<string>());
        Assert.Equal(0.123456m, plain["llm"]!["spent_usd"]!.GetValue<decimal>());
        Assert.Equal(10m, plain["llm"]!["ceiling_usd"]!.GetValue<decimal>());
        Assert.Empty(plain["accounts"]!.AsArray());
        Assert.Equal("emulated/ada", full["accounts"]![0]!["account"]!.GetValue<string>());
        Assert.Equal(3, full["accounts"]![0]!["posts"]!.GetValue<int>());
    }

    [Fact]
    public async Task Health_tells_each_part_and_why()
    {
        await using var gateway = await StartAsync();
        async Task<string> Part() => System.Text.RegularExpressions.Regex.Replace(await gateway.Client(ReadKey).GetStringAsync("/v1/health"), "\\d+", "N");

        Assert.Equal("""{"status":"ready","components":{"cluster":{"status":"ready","detail":"","milliseconds":N}}}""", await Part());
        gateway.Cluster.AddEffect("ada", EffectState.Unknown);
        Assert.Equal("""{"status":"degraded","components":{"cluster":{"status":"degraded","detail":"An effect is in doubt.","milliseconds":N}}}""", await Part());
    }

    [Fact]
    public async Task Readiness_is_one_word()
    {
        await using var gateway = await StartAsync();
        using var nobody = gateway.Client(null);

        Assert.Equal("""{"status":"live"}""", await nobody.GetStringAsync("/health/live"));
        Assert.Equal("""{"status":"ready"}""", await nobody.GetStringAsync("/health/ready"));
        gateway.Cluster.AddEffect("ada", EffectState.Unknown);
        Assert.Equal("""{"status":"degraded"}""", await nobody.GetStringAsync("/health/ready"));
        gateway.Cluster.Broken = new TimeoutException("inside-canary");
        var broken = await nobody.GetAsync("/health/ready");
        Assert.Equal("""{"status":"unavailable"}""", (await JsonAsync(broken, 503)).ToJsonString());
    }

    [Fact]
    public async Task Metrics_are_in_Prometheus_form()
    {
        await using var gateway = await StartAsync();
        await gateway.Admin.GetAsync("/v1/agents");

        var response = await gateway.Admin.GetAsync("/metrics");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", text, StringComparison.Ordinal);
        Assert.Matches("""http_server_request_duration_seconds_bucket\{[^}]*http_route="/v1/agents[^}]*le="\+Inf"\} \d+""", text);
        Assert.Contains("# TYPE puppet_gateway_stream_subscribers gauge", text, StringComparison.Ordinal);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches("""^(# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .*|[a-zA-Z_:][a-zA-Z0-9_:]*(\{.*\})? (-?[0-9.E+-]+|\+Inf|NaN))$""", line));
    }

    [Fact]
    public async Task The_kill_switch_is_set_by_operate_and_cleared_by_admin()
    {
        await using var gateway = await StartAsync();
        using var operate = gateway.Client(OperateKey);
        using var admin = gateway.Client(OnlyAdminKey);

        var set = await JsonAsync(await operate.PostAsJsonAsync("/v1/kill-switch", new { target = "all", stopped = true, reason = "drill" }), 200);
        Assert.True(set["all"]!.GetValue<bool>());
        Assert.Equal("drill", set["reason"]!.GetValue<string>());
        await ProblemAsync(await operate.PostAsJsonAsync("/v1/kill-switch", new { target = "all", stopped = false }), 403, "missing_scope");
        await ProblemAsync(await admin.PostAsJsonAsync("/v1/kill-switch", new { target = "all", stopped = true }), 403, "missing_scope");
        var cleared = await JsonAsync(await admin.PostAsJsonAsync("/v1/kill-switch", new { target = "all", stopped = false }), 200);
        Assert.False(cleared["all"]!.GetValue<bool>());
        Assert.Equal(2, (await JsonAsync(await gateway.Admin.GetAsync("/v1/kill-switch"), 200))["epoch"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("""{"target":"everything","stopped":true}""", "target")]
    [InlineData("""{"target":"tag:","stopped":true}""", "target")]
    [InlineData("""{"target":"agent:NOT AN ID","stopped":true}""", "target")]
    [InlineData("""{"target":"all"}""", "stopped")]
    [InlineData("""{"stopped":true}""", "target")]
    public async Task A_wrong_target_names_its_field(string body, string field)
    {
        await using var gateway = await StartAsync();

        var problem = await ProblemAsync(await gateway.Admin.PostAsync("/v1/kill-switch", new StringContent(body, System.Text.Encoding.UTF8, "application/json")), 400, "invalid_body");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    private sealed class Held : IAttentionSource
    {
        public Task<IReadOnlyList<AttentionItem>> ReadAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<AttentionItem>>([new AttentionItem("restore", "The data was restored.", "puppet restore accept")]);
    }
}
