using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Access;

public sealed class AccessMiddlewareTests
{
    [Fact]
    public async Task A_key_is_taken_from_either_header()
    {
        await using var gateway = await StartAsync();
        using var client = gateway.Client(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/agents") { Headers = { { "Authorization", "Bearer " + ReadKey } } };

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client(ReadKey).GetAsync("/v1/agents")).StatusCode);
    }

    [Theory]
    [InlineData("Authorization", "Bearer wrong-key-wrong-key-wrong")]
    [InlineData("Authorization", "Basic dXNlcjpwYXNz")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("X-Api-Key", "short")]
    public async Task A_wrong_key_is_a_401_that_asks_for_one(string header, string value)
    {
        await using var gateway = await StartAsync();
        using var client = gateway.Client(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/agents");
        request.Headers.TryAddWithoutValidation(header, value);

        var response = await client.SendAsync(request);

        await ProblemAsync(response, 401, "unauthorized");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_key_is_looked_up_once_in_a_few_seconds()
    {
        var time = new VirtualTimeProvider();
        await using var gateway = await StartAsync(configure: services => services.AddSingleton<TimeProvider>(time));
        for (var count = 0; count < 20; count++)
        {
            await gateway.Admin.GetAsync("/v1/agents");
        }

        var before = gateway.Cluster.Access.Finds;
        time.Advance(new GatewayOptions().KeyCacheTime);
        await gateway.Admin.GetAsync("/v1/agents");
        Assert.Equal((1, 2), (before, gateway.Cluster.Access.Finds));
    }

    [Fact]
    public async Task A_removed_key_is_refused_at_once_where_it_was_removed()
    {
        await using var gateway = await StartAsync();
        using var reader = gateway.Client(ReadKey);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/v1/agents")).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await gateway.Admin.DeleteAsync("/v1/keys/read")).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.GetAsync("/v1/agents")).StatusCode);
    }

    [Fact]
    public async Task Too_many_requests_of_one_key_leave_the_others_alone()
    {
        await using var gateway = await StartAsync(new() { ["Puppet:Gateway:RequestBurst"] = "5", ["Puppet:Gateway:RequestsPerMinute"] = "1" });
        using var reader = gateway.Client(ReadKey);
        var answers = new List<HttpResponseMessage>();
        for (var count = 0; count < 7; count++)
        {
            answers.Add(await reader.GetAsync("/v1/agents"));
        }

        Assert.All(answers.Take(5), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await ProblemAsync(answers[6], 429, "rate_limited");
        Assert.InRange(answers[6].Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(["4", "3", "2", "1", "0", "0", "0"], answers.Select(answer => answer.Headers.GetValues("X-RateLimit-Remaining").Single()));
        Assert.All(answers, answer => Assert.Equal("5", answer.Headers.GetValues("X-RateLimit-Limit").Single()));
        Assert.Equal(["60", "300"], new[] { answers[0], answers[6] }.Select(answer => answer.Headers.GetValues("X-RateLimit-Reset").Single()));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Admin.GetAsync("/v1/agents")).StatusCode);
    }

    [Fact]
    public async Task Guessing_keys_is_slowed_down()
    {
        await using var gateway = await StartAsync();
        using var guesser = gateway.Client("guess-guess-guess-guess");
        HttpResponseMessage? last = null;
        for (var count = 0; count < 130 && last?.StatusCode != HttpStatusCode.TooManyRequests; count++)
        {
            last = await guesser.GetAsync("/v1/agents");
        }

        await ProblemAsync(last!, 429, "rate_limited");
        Assert.InRange(gateway.Cluster.Access.Finds, 1, 5);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_a_413_with_and_without_a_length()
    {
        await using var gateway = await StartAsync(new() { ["Puppet:Gateway:MaxBodyBytes"] = "2048" });
        var large = new string('x', 4000);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/v1/agents") { Content = new StringContent($$"""{"id":"ada","name":"{{large}}"}""", Encoding.UTF8, "application/json") };
        chunked.Headers.TransferEncodingChunked = true;

        await ProblemAsync(await gateway.Admin.PostAsync("/v1/agents", new StringContent($$"""{"id":"ada","name":"{{large}}"}""", Encoding.UTF8, "application/json")), 413, "body_too_large");
        await ProblemAsync(await gateway.Admin.SendAsync(chunked), 413, "body_too_large");
        await ProblemAsync(await gateway.PostAsync("/v1/agents/ada/memories", new { content = large }), 413, "body_too_large");
    }

    [Theory]
    [InlineData("evil.example.org", 400)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1:1234", 200)]
    public async Task Only_names_of_the_list_are_answered(string host, int status)
    {
        await using var gateway = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/agents") { Headers = { Host = host } };

        var response = await gateway.Admin.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 400)
        {
            await ProblemAsync(response, 400, "host_not_allowed");
        }
    }

    [Fact]
    public async Task Probes_are_answered_under_any_name()
    {
        await using var gateway = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { Host = "10.1.2.3:8080" } };

        Assert.Equal(HttpStatusCode.OK, (await gateway.Client(null).SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/agents")]
    [InlineData("/v1/nothing")]
    [InlineData("/health/live")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var gateway = await StartAsync();

        var response = await gateway.Client(null).GetAsync(path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Other_origins_are_let_in_only_where_configured()
    {
        await using var gateway = await StartAsync(new() { ["Puppet:Gateway:CorsOrigins:0"] = "https://ops.example.org" });
        HttpRequestMessage Preflight(string origin) => new(HttpMethod.Options, "/v1/agents") { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "GET" } } };
        using var client = gateway.Client(null);

        var allowed = await client.SendAsync(Preflight("https://ops.example.org"));
        var refused = await client.SendAsync(Preflight("https://evil.example.org"));

        Assert.Equal("https://ops.example.org", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(allowed.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.False(refused.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_key_never_comes_back()
    {
        var logs = new LogCapture();
        await using var gateway = await StartAsync(logs: logs);
        const string canary = "canary-key-canary-key-canary";
        using var client = gateway.Client(canary);

        var text = await (await client.GetAsync("/v1/agents")).Content.ReadAsStringAsync();

        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.Lines, line => line.Contains("canary", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, line => line.Contains("not known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_let_in_while_the_cluster_is_away()
    {
        await using var gateway = await StartAsync();
        gateway.Cluster.Broken = new TimeoutException();

        await ProblemAsync(await gateway.Admin.GetAsync("/v1/agents"), 504, "cluster_timeout");
    }

    [Fact]
    public async Task Keys_are_made_listed_and_removed_by_admins()
    {
        await using var gateway = await StartAsync();

        var made = await JsonAsync(await gateway.Admin.PostAsJsonAsync("/v1/keys", new { name = "watcher", scopes = new[] { "read" } }), 201);
        var key = made["key"]!.GetValue<string>();
        using var watcher = gateway.Client(key);
        Assert.Equal(HttpStatusCode.OK, (await watcher.GetAsync("/v1/agents")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await watcher.GetAsync("/v1/keys")).StatusCode);

        var list = await gateway.Admin.GetStringAsync("/v1/keys");
        Assert.Contains("\"watcher\"", list, StringComparison.Ordinal);
        Assert.DoesNotContain(key, list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await gateway.Admin.DeleteAsync("/v1/keys/watcher")).StatusCode);
        await ProblemAsync(await gateway.Admin.DeleteAsync("/v1/keys/watcher"), 404, "key_not_found");
        await ProblemAsync(await gateway.Admin.DeleteAsync("/v1/keys/admin"), 409, "own_key");
        await ProblemAsync(await gateway.Admin.PostAsJsonAsync("/v1/keys", new { name = "x", scopes = new[] { "root" } }), 400, "invalid_body");
    }
}
