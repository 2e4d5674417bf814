using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Gateway.Api.Fixtures;

/// <summary>The real gateway on Kestrel at a free loopback port, over a <see cref="FakeCluster"/>.</summary>
public sealed class TestGateway : IAsyncDisposable
{
    public const string AdminKey = "test-admin-key-0123456789";
    public const string ReadKey = "test-read-key-0123456789";
    public const string OperateKey = "test-operate-key-0123456789";
    public const string TradeKey = "test-trade-key-0123456789";
    public const string OnlyAdminKey = "test-only-admin-key-0123456789";

    private readonly WebApplication _app;

    private TestGateway(WebApplication app, FakeCluster cluster)
    {
        _app = app;
        Cluster = cluster;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Admin = Client(AdminKey);
    }

    public FakeCluster Cluster { get; }

    public string Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>A client with a key of every scope.</summary>
    public HttpClient Admin { get; }

    public static async Task<TestGateway> StartAsync(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null, bool withKeys = true, ILoggerProvider? logs = null)
    {
        var cluster = new FakeCluster();
        if (withKeys)
        {
            await cluster.Access.Put(Key("admin", AdminKey, ApiScope.Read | ApiScope.Operate | ApiScope.Trade | ApiScope.Admin));
            await cluster.Access.Put(Key("read", ReadKey, ApiScope.Read));
            await cluster.Access.Put(Key("operate", OperateKey, ApiScope.Operate));
            await cluster.Access.Put(Key("trade", TradeKey, ApiScope.Trade));
            await cluster.Access.Put(Key("only-admin", OnlyAdminKey, ApiScope.Admin));
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production, ApplicationName = "PuppetEngine.Gateway.Api" });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Puppet:Gateway:Url"] = "http://127.0.0.1:0",
            ["Puppet:Gateway:FeedInterval"] = "00:00:00.020",
            ["Puppet:Gateway:RequestBurst"] = "10000",
            ["Puppet:Gateway:RequestsPerMinute"] = "100000",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton(cluster.Factory);
        configure?.Invoke(builder.Services);
        builder.AddGateway();
        builder.Logging.ClearProviders();
        if (logs is not null)
        {
            builder.Logging.AddProvider(logs);
        }

        var app = builder.Build();
        app.MapGateway();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new TestGateway(app, cluster);
    }

    /// <summary>A client with a key, or none. It keeps no cookies of its own.</summary>
    public HttpClient Client(string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(Address), Timeout = Eventually.Patience };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        return client;
    }

    /// <summary>Posts JSON with an Idempotency-Key.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, object body, string? idempotencyKey = null, HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: JsonSerializerOptions.Default) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return (client ?? Admin).SendAsync(request);
    }

    /// <summary>The answer's JSON, after checking its status.</summary>
    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} instead of {status}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Checks a refusal: status, content type, code, and that it says something.</summary>
    public static async Task<JsonNode> ProblemAsync(HttpResponseMessage response, int status, string code)
    {
        var problem = await JsonAsync(response, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, problem["code"]?.GetValue<string>());
        Assert.Equal(status, problem["status"]?.GetValue<int>());
        Assert.Equal($"urn:puppet-engine:problem:{code}", problem["type"]?.GetValue<string>());
        Assert.False(string.IsNullOrWhiteSpace(problem["detail"]?.GetValue<string>()));
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static ApiKeyRecord Key(string name, string key, ApiScope scopes) => new() { Name = name, Sha256 = ApiKeys.Hash(key), Scopes = scopes, CreatedAt = FakeCluster.Moment };
}
