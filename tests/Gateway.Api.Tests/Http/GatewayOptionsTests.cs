using System.Net;
using Microsoft.Extensions.Options;
using PuppetEngine.Tests.Gateway.Api.Fixtures;

namespace PuppetEngine.Tests.Gateway.Api.Http;

public sealed class GatewayOptionsTests
{
    [Fact]
    public async Task A_process_that_serves_no_api_still_serves_health()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Puppet:Gateway:Enabled"] = "false" });

        Assert.Equal(HttpStatusCode.OK, (await gateway.Client(null).GetAsync("/health/ready")).StatusCode);
        await TestGateway.ProblemAsync(await gateway.Admin.GetAsync("/v1/agents"), 404, "route_not_found");
        await TestGateway.ProblemAsync(await gateway.Admin.GetAsync("/"), 404, "route_not_found");
    }

    [Theory]
    [InlineData("Url", "8080", "http://127.0.0.1:8080")]
    [InlineData("MaxBodyBytes", "12", "1024 at least")]
    [InlineData("AllowedHosts:0", "https://x.org", "without scheme")]
    [InlineData("CorsOrigins:0", "https://x.org/path", "without a path")]
    [InlineData("Silos:0", "silo", "host and port")]
    [InlineData("RequestsPerMinute", "0", "1 at least")]
    [InlineData("ConnectTimeout", "01:00:00", "at most")]
    [InlineData("KeyCacheTime", "01:00:00", "at most")]
    public async Task A_wrong_setting_stops_the_start_and_says_how_to_mend_it(string setting, string value, string words)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => TestGateway.StartAsync(new() { [$"Puppet:Gateway:{setting}"] = value }));

        var invalid = Assert.IsType<OptionsValidationException>(error);
        Assert.Contains($"Puppet:Gateway:{setting.Split(':')[0]}", invalid.Message, StringComparison.Ordinal);
        Assert.Contains(words, invalid.Message, StringComparison.Ordinal);
    }
}
