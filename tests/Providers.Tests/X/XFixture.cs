using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Emulators;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.X;

/// <summary>An X emulator on a free port and a client of it, on one virtual clock.</summary>
internal sealed class XFixture : IAsyncDisposable
{
    private readonly EmulatorHost _host;
    private readonly ServiceProvider _services;
    private readonly HttpClient _control = new();

    private XFixture(EmulatorHost host, ServiceProvider services, World world, VirtualTimeProvider time, MemorySecrets secrets) =>
        (_host, _services, World, Time, Secrets) = (host, services, world, time, secrets);

    public World World { get; }

    public VirtualTimeProvider Time { get; }

    public MemorySecrets Secrets { get; }

    public Uri Address => _host.Address;

    public ISocialClient Client => Get<ISocialClient>();

    public static async Task<XFixture> StartAsync(bool live = false, Action<EmulatorOptions>? configure = null, params (string Key, string Value)[] settings)
    {
        var time = new VirtualTimeProvider();
        var options = new EmulatorOptions { Port = 0 };
        configure?.Invoke(options);
        var host = new EmulatorHost(options, time);
        await host.StartAsync();
        var world = live ? new World("live", true) : new World("emulated-test", false);
        var secrets = new MemorySecrets();
        return new XFixture(host, Services(host.Address, world, time, secrets, settings), world, time, secrets);
    }

    /// <summary>The same as another process would build it on the same secrets.</summary>
    public ServiceProvider Restart() => Services(_host.Address, World, Time, Secrets, []);

    public static ServiceProvider Services(Uri emulator, World world, TimeProvider time, ISecretStore secrets, (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Puppet:X:BaseUrl"] = new Uri(emulator, "/x").ToString(),
                ["Puppet:X:AuthorizeUrl"] = new Uri(emulator, "/x/i/oauth2/authorize").ToString(),
                ["Puppet:X:ClientId"] = "emulated-client",
            }.Concat(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
                .GroupBy(p => p.Key).Select(g => g.Last())).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(time)
            .AddSingleton(secrets)
            .AddSingleton(new Worlds(world, new World("emulated-test", false), new World("emulated-test", false)))
            .AddXProvider()
            .AddXProvider()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public SocialAccountKey Account(string credential) => new(World.Id, credential);

    public SocialCall Call(string credential, string text, string? replyTo = null, string? delete = null, int seconds = 30) => new()
    {
        AccountKey = Account(credential).ToString(),
        AgentId = credential,
        EffectId = "e1",
        Post = new SocialPost { Text = text, ReplyToId = replyTo, DeleteId = delete },
        Deadline = Time.GetUtcNow().AddSeconds(seconds),
    };

    public PostPageQuery Page(string credential, string since = "0", string? token = null, int most = 100) =>
        new() { AccountKey = Account(credential).ToString(), SinceId = since, PageToken = token, MaxResults = most };

    /// <summary>Somebody writes to an account; the id of what they wrote.</summary>
    public async Task<string> MentionAsync(string from, string to, string text, string? inReplyTo = null) =>
        (await ControlAsync("/control/x/mentions", new { from, to, text, in_reply_to = inReplyTo })).GetProperty("id").GetString()!;

    public Task<SocialOutcome> PostAsync(string credential, string text, string? replyTo = null) => Client.PublishAsync(Call(credential, text, replyTo), CancellationToken.None);

    public async Task<JsonElement> ControlAsync(string path, object? body = null)
    {
        using var content = body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = content is null ? await _control.GetAsync(new Uri(Address, path)) : await _control.PostAsync(new Uri(Address, path), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public Task FaultAsync(string kind, string route = "POST /x/2/tweets", int count = 1) => ControlAsync("/control/faults", new { route, kind, count });

    public async Task<List<string>> LandedAsync() =>
        [.. (await ControlAsync("/control/x/posts")).GetProperty("items").EnumerateArray().Select(p => p.GetProperty("sent_text").GetString()!)];

    public async Task<long> CounterAsync(string group, string name) =>
        (await ControlAsync("/control/counters")).TryGetProperty(group, out var names) && names.TryGetProperty(name, out var n) ? n.GetInt64() : 0;

    /// <summary>Stores a login for an account, as the token endpoint gave it.</summary>
    public async Task LogInAsync(string handle, TimeSpan? expiresIn = null)
    {
        var grant = (await ControlAsync("/control/x/accounts", new { handle, grant = "tweet.read tweet.write users.read offline.access" })).GetProperty("grant");
        Secrets["x/" + handle] = JsonSerializer.Serialize(new
        {
            client_id = "emulated-client",
            access_token = grant.GetProperty("access_token").GetString(),
            refresh_token = grant.GetProperty("refresh_token").GetString(),
            obtained_at = Time.GetUtcNow(),
            expires_at = Time.GetUtcNow() + (expiresIn ?? TimeSpan.FromHours(2)),
            login = "first",
        });
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _services.DisposeAsync();
        await _host.DisposeAsync();
    }
}
