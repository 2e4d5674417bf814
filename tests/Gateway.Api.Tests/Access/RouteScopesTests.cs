using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Access;

/// <summary>The table of scopes: equal to its approved copy, complete, and in force on every route.</summary>
public sealed class RouteScopesTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public void The_table_equals_its_approved_copy()
    {
        var lines = RouteScopes.Table.Select(pair => $"{pair.Key} = {pair.Value}").Order(StringComparer.Ordinal);

        Approved.Equal("routes.txt", string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void Every_line_of_the_table_is_a_route_and_every_route_has_a_line()
    {
        var mapped = Routes().Select(route => $"{route.Method} {route.Pattern}").Order(StringComparer.Ordinal);

        Assert.Equal(RouteScopes.Table.Keys.Order(StringComparer.Ordinal), mapped);
    }

    [Fact]
    public void A_route_without_a_line_fails_the_start()
    {
        var endpoint = new RouteEndpoint(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/v1/forgotten"), 0, null, null);

        var error = Assert.Throws<InvalidOperationException>(() => RouteScopes.Check([endpoint]));

        Assert.Contains("/v1/forgotten", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/orleans", ApiScope.Admin)]
    [InlineData("GET", "/orleans/", ApiScope.Admin)]
    [InlineData("GET", "/orleans/GrainState", ApiScope.Admin)]
    [InlineData("POST", "/orleans/GrainState", null)]
    [InlineData("GET", "/orleansX", null)]
    public void The_dashboard_of_an_orleans_build_is_for_admins(string method, string pattern, ApiScope? scope) =>
        Assert.Equal(scope, RouteScopes.Find(method, pattern));

    [Fact]
    public async Task Every_route_answers_401_without_a_key()
    {
        using var nobody = _gateway.Client(null);

        foreach (var (method, pattern, scopes) in Routes().Where(route => route.Scopes != RouteScopes.Public))
        {
            using var response = await nobody.SendAsync(Request(method, pattern));
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{method} {pattern} answered {(int)response.StatusCode} without a key");
            await ProblemAsync(response, 401, "unauthorized");
        }
    }

    /// <summary>Routes that answer when something has happened; here nothing does.</summary>
    private static readonly string[] Waiting = ["/v1/stream", "/api/agents/{id}/post", "/api/agents/{id}/mood"];

    [Fact]
    public async Task Every_route_answers_403_below_its_scope_and_not_with_it()
    {
        _gateway.Cluster.AddAgent("ada");
        (ApiScope Scope, string Key)[] keys = [(ApiScope.Read, ReadKey), (ApiScope.Operate, OperateKey), (ApiScope.Trade, TradeKey), (ApiScope.Admin, OnlyAdminKey)];
        foreach (var (scope, key) in keys)
        {
            using var client = _gateway.Client(key);
            foreach (var (method, pattern, scopes) in Routes().Where(route => route.Scopes != RouteScopes.Public && !((route.Scopes & scope) != 0 && Waiting.Contains(route.Pattern))))
            {
                using var response = await client.SendAsync(Request(method, pattern));
                if ((scopes & scope) == 0)
                {
                    Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{method} {pattern} answered {(int)response.StatusCode} to a key with {scope} only");
                }
                else
                {
                    Assert.True(response.StatusCode is not HttpStatusCode.Unauthorized, $"{method} {pattern} answered 401 to a key with {scope}");
                }
            }
        }
    }

    [Fact]
    public async Task An_address_that_is_none_is_401_without_a_key_and_404_with_one()
    {
        using var nobody = _gateway.Client(null);

        await ProblemAsync(await nobody.GetAsync("/v1/nothing"), 401, "unauthorized");
        await ProblemAsync(await _gateway.Admin.GetAsync("/v1/nothing"), 404, "route_not_found");
        await ProblemAsync(await _gateway.Admin.PatchAsync("/v1/agents", null), 405, "method_not_allowed");
    }

    private static HttpRequestMessage Request(string method, string pattern)
    {
        var path = pattern.Replace("{id}", "ada", StringComparison.Ordinal).Replace("{effect_id}", "e1", StringComparison.Ordinal)
            .Replace("{memory_id}", "m1", StringComparison.Ordinal).Replace("{name}", "nobody", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return request;
    }

    private IEnumerable<(string Method, string Pattern, ApiScope Scopes)> Routes() =>
        _gateway.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => RouteScopes.Methods(endpoint).Select(method => (method, "/" + endpoint.RoutePattern.RawText!.Trim('/'), RouteScopes.Find(method, endpoint.RoutePattern.RawText!) ?? ApiScope.None)));
}
