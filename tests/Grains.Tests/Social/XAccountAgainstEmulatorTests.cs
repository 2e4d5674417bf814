using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using PuppetEngine.Emulators;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X;
using PuppetEngine.Tests.TestKit.Time;
using static PuppetEngine.Tests.Grains.Social.SocialHouse;

namespace PuppetEngine.Tests.Grains.Social;

/// <summary>
/// Permit, call, settlement: account grains and the real client against the emulator, whose own counters say whether a request came
/// although an earlier answer had said that the door is shut. The grains are activated anew every few posts.
/// </summary>
public sealed class XAccountAgainstEmulatorTests : IAsyncLifetime
{
    private readonly VirtualTimeProvider _time = new();
    private readonly HttpClient _control = new();
    private readonly SocialHouse _house;
    private readonly EmulatorHost _emulator;
    private ServiceProvider? _services;
    private int _effects;

    public XAccountAgainstEmulatorTests()
    {
        _house = new SocialHouse(live: false, _time);
        _emulator = new EmulatorHost(new EmulatorOptions { Port = 0 }, _time);
    }

    public async ValueTask InitializeAsync()
    {
        await _emulator.StartAsync();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Puppet:X:BaseUrl", new Uri(_emulator.Address, "/x").ToString())]).Build())
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(Substitute.For<ISecretStore>())
            .AddSingleton(new Worlds(_house.World, _house.World, _house.World))
            .AddXProvider()
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _services!.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("post", 7)]
    [InlineData("user_posts_day", 5)]
    [InlineData("app_posts_day", 9)]
    public async Task A_window_is_used_up_and_never_called_into(string bucket, int limit)
    {
        await PublishAsync("ada");
        await ControlAsync("/control/x/windows", new { account = "ada", bucket, limit, remaining = limit - 1 });
        for (var i = 0; i < 40; i++)
        {
            await PublishAsync("ada");
            if (i % 6 == 0)
            {
                _house.Restart();
            }
        }

        Assert.InRange(await CounterAsync("x", "posts"), 2, limit + 1);
        Assert.Equal(0, await CounterAsync("x", "closed_window"));

        _time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(OutcomeClass.Sent, (await PublishAsync("ada"))!.Class);
    }

    [Theory]
    [InlineData("429_window", "closed_window")]
    [InlineData("429_quota", "after_cap")]
    [InlineData("402", "after_402")]
    public async Task A_refusal_ends_the_calls_of_all_whom_it_concerns(string fault, string counter)
    {
        await PublishAsync("ada");
        await PublishAsync("bo");
        await ControlAsync("/control/faults", new { route = "POST /x/2/tweets", account = "ada", kind = fault, count = 1 });
        Assert.Equal(OutcomeClass.NotSent, (await PublishAsync("ada"))!.Class);
        for (var i = 0; i < 10; i++)
        {
            await PublishAsync("ada");
            if (fault != "429_window")
            {
                Assert.Null(await PublishAsync("bo"));
                Assert.Null(await PublishAsync("new-one"));
            }

            _house.Restart();
        }

        Assert.Equal(0, await CounterAsync("x", counter));
        Assert.Equal(3, await CounterAsync("requests", "POST /x/2/tweets"));
    }

    [Fact]
    public async Task A_burst_of_permits_overruns_no_window()
    {
        await PublishAsync("ada");
        await ControlAsync("/control/x/windows", new { account = "ada", bucket = "post", limit = 5, remaining = 4 });
        await PublishAsync("ada");

        // All permits first, then all calls: no header can help in between.
        var granted = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var effect = NextEffect();
            if ((await _house.Account(_house.Key("ada")).Reserve(Ask(effect))).Granted)
            {
                granted.Add(effect);
            }
        }

        await Task.WhenAll(granted.Select(e => CallAsync("ada", e)));
        Assert.Equal(3, granted.Count);
        Assert.Equal(0, await CounterAsync("x", "closed_window"));
    }

    [Fact]
    public async Task Pages_of_mentions_stand_in_a_window_of_their_own_and_cost_what_they_return()
    {
        for (var i = 0; i < 25; i++)
        {
            await ControlAsync("/control/x/mentions", new { from = "bo", to = "ada", text = $"hello {i}", lag_ms = 0 });
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        var (account, reader) = (_house.Account(_house.Key("ada")), _services!.GetRequiredService<ISocialReader>());
        var ids = new List<string>();
        for (string? token = null; ;)
        {
            var ask = Ask(NextEffect(), kind: SocialActKind.ReadMentions);
            Assert.True((await account.Reserve(ask)).Granted);
            var page = await reader.ReadMentionsAsync(new PostPageQuery { AccountKey = _house.Key("ada"), PageToken = token, MaxResults = 10 }, CancellationToken.None);
            await account.Settle(Told(ask.EffectId, page.Outcome, kind: SocialActKind.ReadMentions) with { ItemsRead = page.Posts.Count });
            ids.AddRange(page.Posts.Select(p => p.Id));
            if ((token = page.NextToken) is null)
            {
                break;
            }
        }

        Assert.Equal(25, ids.Distinct().Count());
        Assert.Equal(25_000, (await account.GetStatus()).MicroDollarsToday);

        // A window that is used up keeps reads back and no post.
        await ControlAsync("/control/x/windows", new { account = "ada", bucket = "mentions", limit = 1, remaining = 0 });
        var closed = Ask(NextEffect(), kind: SocialActKind.ReadMentions);
        Assert.True((await account.Reserve(closed)).Granted);
        var refused = await reader.ReadMentionsAsync(new PostPageQuery { AccountKey = _house.Key("ada") }, CancellationToken.None);
        await account.Settle(Told(closed.EffectId, refused.Outcome, kind: SocialActKind.ReadMentions));
        Assert.Equal(SocialOutcomeCodes.RateWindow, (await account.Reserve(Ask(NextEffect(), kind: SocialActKind.ReadMentions))).Reason);
        Assert.Equal(OutcomeClass.Sent, (await PublishAsync("ada"))!.Class);
    }

    private string NextEffect() => $"e{++_effects}";

    /// <summary>One whole call; null when the account gave no permit.</summary>
    private async Task<SocialOutcome?> PublishAsync(string handle)
    {
        var (key, effect) = (_house.Key(handle), NextEffect());
        if (!(await _house.Account(key).Reserve(Ask(effect))).Granted)
        {
            return null;
        }

        var outcome = await CallAsync(handle, effect);
        await _house.Account(key).Settle(Told(effect, outcome));
        return outcome;
    }

    private Task<SocialOutcome> CallAsync(string handle, string effect) => _services!.GetRequiredService<ISocialClient>().PublishAsync(
        new SocialCall
        {
            AccountKey = _house.Key(handle),
            AgentId = handle,
            EffectId = effect,
            Post = new SocialPost { Text = $"{handle} writes {effect}" },
            Deadline = _time.GetUtcNow().AddSeconds(30),
        },
        CancellationToken.None);

    private async Task ControlAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await _control.PostAsync(new Uri(_emulator.Address, path), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<long> CounterAsync(string group, string name) =>
        JsonElement.Parse(await _control.GetStringAsync(new Uri(_emulator.Address, "/control/counters"))).TryGetProperty(group, out var names)
        && names.TryGetProperty(name, out var n) ? n.GetInt64() : 0;
}
