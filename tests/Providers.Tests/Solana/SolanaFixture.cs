using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Emulators;
using PuppetEngine.Providers.Solana;
using PuppetEngine.Providers.Solana.Jupiter;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Rpc;
using PuppetEngine.Providers.Solana.Transactions;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Solana;

/// <summary>The emulated chain with its two nodes, whose slots a test moves, and a client of both that waits in milliseconds.</summary>
internal sealed class SolanaFixture : IAsyncDisposable
{
    public const ulong Sol = 1_000_000_000;

    private readonly EmulatorHost _host;
    private readonly VirtualTimeProvider _time;
    private readonly ServiceProvider _services;
    private readonly HttpClient _control = new();

    private SolanaFixture(EmulatorHost host, VirtualTimeProvider time, ServiceProvider services) => (_host, _time, _services) = (host, time, services);

    public SolanaKeyPair Ada { get; } = new([.. Enumerable.Repeat((byte)1, 32)]);

    public SolanaKeyPair Bob { get; } = new([.. Enumerable.Repeat((byte)2, 32)]);

    public SolanaRpcClient Rpc => _services.GetRequiredService<SolanaRpcClient>();

    public static async Task<SolanaFixture> StartAsync(params (string Key, string Value)[] settings)
    {
        var time = new VirtualTimeProvider();
        var host = new EmulatorHost(new EmulatorOptions { Port = 0 }, time);
        await host.StartAsync();
        var services = Services(
            [("Endpoints:0", new Uri(host.Address, "/solana").ToString()), ("Endpoints:1", new Uri(host.Address, "/solana-b").ToString()), .. settings], jupiter: new Uri(host.Address, "/jupiter"));
        var fixture = new SolanaFixture(host, time, services);
        await fixture.FundAsync(fixture.Ada.Address, 10 * Sol);
        fixture.Slots(40);
        return fixture;
    }

    public static ServiceProvider Services((string Key, string Value)[] settings, HttpMessageHandler? handler = null, Uri? jupiter = null)
    {
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
                new Dictionary<string, string?> { ["RetryDelay"] = "00:00:00.001", ["PollInterval"] = "00:00:00.010" }
                    .Concat(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).GroupBy(p => p.Key)
                    .Select(g => KeyValuePair.Create("Puppet:Solana:" + g.Key, g.Last().Value))
                    .Append(KeyValuePair.Create("Puppet:Jupiter:BaseUrl", jupiter?.ToString())).Append(KeyValuePair.Create("Puppet:Jupiter:ApiKey", (string?)"emulated-key"))).Build())
            .AddSolanaProvider().AddSolanaProvider().AddJupiterProvider();
        if (handler is not null)
        {
            services.AddHttpClient(RpcEndpoint.ClientName).ConfigurePrimaryHttpMessageHandler(() => handler);
        }

        return services.BuildServiceProvider();
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Slots(int count) => _time.Advance(count * TimeSpan.FromMilliseconds(400));

    public Task<JsonElement> FundAsync(PublicKey key, ulong amount, string? mint = null) => PostAsync("/control/solana/fund", new { address = key.ToString(), amount, mint });

    public async Task<PublicKey> MintAsync(object request) => PublicKey.Parse((await PostAsync("/control/solana/mints", request)).GetProperty("mint").GetString()!);

    public Task FaultAsync(object rule) => PostAsync("/control/faults", rule);

    public Task LagAsync(string node, int slots) => PostAsync("/control/solana/nodes", new { node, lag_slots = slots });

    public Task CutSocketsAsync() => PostAsync("/control/solana/nodes", new { node = "a", cut = true });

    /// <summary>A transaction of Ada's.</summary>
    public async Task<SolanaTransaction> SignAsync(params Instruction[] instructions)
    {
        var blockhash = await Rpc.GetLatestBlockhashAsync(RpcCommitment.Confirmed, default);
        return SolanaTransaction.Unsigned(MessageCompiler.Compile(Ada.Address, instructions, blockhash.Value.Blockhash)).Sign(Ada);
    }

    /// <summary>Signs, sends, and lets a slot pass.</summary>
    public async Task<SolanaTransaction> LandAsync(params Instruction[] instructions)
    {
        var transaction = await SignAsync(instructions);
        await Rpc.SendTransactionAsync(transaction, skipPreflight: false, RpcCommitment.Confirmed, default);
        Slots(40);
        return transaction;
    }

    public async ValueTask DisposeAsync()
    {
        Ada.Dispose();
        Bob.Dispose();
        _control.Dispose();
        await _services.DisposeAsync();
        await _host.DisposeAsync();
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await _control.PostAsync(new Uri(_host.Address, path), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }
}
