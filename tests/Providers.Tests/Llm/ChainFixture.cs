using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PuppetEngine.Emulators;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Providers.Llm;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Llm;

/// <summary>The real chain over the real clients, against the emulators on loopback, on a clock that the test moves.</summary>
public sealed class ChainFixture : IAsyncLifetime
{
    private readonly EmulatorHost _emulators = new(new EmulatorOptions { Port = 0 });
    private readonly HttpClient _control = new();

    public Uri Address => _emulators.Address;

    public async ValueTask InitializeAsync() => await _emulators.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _emulators.DisposeAsync();
    }

    /// <summary>A process of its own: circuits closed, nothing remembered.</summary>
    internal ChainUnderTest Chain(VirtualTimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var time = (TimeProvider?)clock ?? TimeProvider.System;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)).Append(new("Puppet:Emulators:BaseUrl", Address.ToString())))
            .Build();
        var services = new ServiceCollection()
            .AddSingleton(time)
            .AddSingleton(new Worlds(new World("emulated-t", false), new World("emulated-t", false), new World("emulated-t", false)))
            .AddLlmProviders(configuration)
            .BuildServiceProvider();
        return new ChainUnderTest(services, time);
    }

    public async Task FaultAsync(object rule)
    {
        using var response = await _control.PostAsJsonAsync(new Uri(Address, "control/faults"), rule);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task ResetAsync()
    {
        foreach (var path in (string[])["control/faults", "control/llm/requests", "control/counters"])
        {
            using var response = await _control.DeleteAsync(new Uri(Address, path));
            Assert.True(response.IsSuccessStatusCode, path);
        }
    }

    public async Task<string> ReadAsync(string path) => await _control.GetStringAsync(new Uri(Address, path));

    public async Task ScriptAsync(object reply)
    {
        using var response = await _control.PostAsJsonAsync(new Uri(Address, "control/llm/replies"), reply);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}

/// <summary>One chain with its services.</summary>
internal sealed class ChainUnderTest : ILlmTierSource, IDisposable
{
    private readonly ServiceProvider services;
    private readonly TimeProvider time;
    private int _calls;

    public ChainUnderTest(ServiceProvider services, TimeProvider time)
    {
        (this.services, this.time) = (services, time);
        Tiers = [.. services.GetRequiredService<ILlmTierSource>().Tiers.Select(static tier => tier with { Client = new BarrierChatClient(tier.Client) })];
        Chain = new LlmChain(this, Prices, new LlmTierStates(time), services.GetRequiredService<IOptions<LlmChainOptions>>(), time);
    }

    public IReadOnlyList<LlmTier> Tiers { get; }

    public PriceTable Prices => services.GetRequiredService<PriceTable>();

    public IServiceProvider Services => services;

    public OpenBudget Budget { get; } = new();

    public LlmChain Chain { get; }

    public LlmTier Tier(string name) => Tiers.Single(tier => tier.Name == name);

    public BarrierChatClient Client(string name) => (BarrierChatClient)Tier(name).Client;

    public LlmRequest Request(string text = "Say something about lighthouses.", string? schema = null) => new()
    {
        AgentId = "ada",
        CallId = $"call-{++_calls}",
        Messages = [new LlmMessage { Role = "system", Text = "You are Ada." }, new LlmMessage { Role = "user", Text = text }],
        Deadline = time.GetUtcNow().AddSeconds(60),
        JsonSchema = schema,
        SchemaName = schema is null ? null : "answer",
    };

    public Task<LlmAnswer> AskAsync(LlmRequest? request = null, CancellationToken cancellationToken = default) =>
        Chain.CompleteAsync(request ?? Request(), Budget, cancellationToken);

    public void Dispose() => services.Dispose();
}
