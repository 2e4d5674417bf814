using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using PuppetEngine.Emulators;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;
using PuppetEngine.Providers.Solana.Trading;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Trading;

/// <summary>
/// Whole trades: the wallet's runner over the real clients, whose market and chain are the emulators'. What the ledger says is held against what the chain has.
/// </summary>
public sealed class EmulatedTradeTests : IAsyncLifetime
{
    private const ulong Funds = 10 * Mints.LamportsPerSol;

    private readonly VirtualTimeProvider _time = new();
    private readonly HttpClient _control = new();
    private readonly EmulatorHost _emulator;
    private readonly World _world = new("emulated-test", IsLive: false);
    private ServiceProvider _services = null!;
    private TradingHouse _house = null!;

    public EmulatedTradeTests() => _emulator = new EmulatorHost(new EmulatorOptions { Port = 0 }, _time);

    public async ValueTask InitializeAsync()
    {
        await _emulator.StartAsync();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            [
                new("Puppet:Solana:Endpoints:0", new Uri(_emulator.Address, "/solana").ToString()), new("Puppet:Solana:Endpoints:1", new Uri(_emulator.Address, "/solana-b").ToString()),
                new("Puppet:Solana:RetryDelay", "00:00:00.001"), new("Puppet:Jupiter:BaseUrl", new Uri(_emulator.Address, "/jupiter").ToString()), new("Puppet:Jupiter:ApiKey", "emulated-key"),
            ]).Build())
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(Substitute.For<ISecretStore>())
            .AddSingleton(new Worlds(_world, _world, _world))
            .AddSingleton<IKillSwitch>(_ => _house)
            .AddSolanaTrading();
        _services = services.BuildServiceProvider();
        var wallet = await _services.GetRequiredService<IWalletKeys>().ResolveAsync("ada", CancellationToken.None);
        _house = new TradingHouse(_time, wallet.PublicKey, "ada", _world);
        _house.Open(_services.GetRequiredService<ITradeVenue>(), _services.GetRequiredService<IWalletSigner>(), _world);
        await PostAsync("/control/solana/fund", new { address = wallet.PublicKey, amount = Funds });
        Pass(40);
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _services.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task A_purchase_and_a_sale_settle_and_the_ledger_is_the_chains_to_the_lamport()
    {
        await TradeAsync("buy", Mints.Sol, 500_000_000);
        var bought = _house.Store.Current.Ledger[Mints.Usdc];
        Assert.True(bought.Units > 0, string.Join("\n", _house.Told));
        await TradeAsync("sell", Mints.Usdc, bought.Units / 2);

        Assert.Equal([TradeStage.Settled, TradeStage.Settled], _house.Told.Where(t => t.Stage is TradeStage.Settled or TradeStage.Failed or TradeStage.Refused).Select(t => t.Stage));
        var ledger = _house.Store.Current.Ledger;
        Assert.Equal(2_039_280UL, ledger.RentLamports);
        Assert.Equal((long)await LamportsAsync() - (long)Funds, ledger.RealisedLamports - ledger.Positions.Sum(p => (long)p.CostLamports) - (long)ledger.RentLamports);
        Assert.All(_house.Told.Where(t => t.Stage == TradeStage.Settled), t => Assert.True(t.ReceivedUnits >= t.Terms!.LeastUnits));
    }

    [Theory]
    [InlineData("destination")]
    [InlineData("amount")]
    [InlineData("approve")]
    [InlineData("transfer")]
    [InlineData("signer")]
    public async Task A_build_that_lies_is_refused_and_nothing_is_signed(string lie)
    {
        await PostAsync("/control/faults", new { route = "GET /jupiter/swap/v2/build", kind = "lie", body = lie });
        await TradeAsync("buy", Mints.Sol, 500_000_000);
        Assert.Equal(TradeStage.Refused, _house.Told[^1].Stage);
        Assert.Null(_house.Told[^1].Signature);
        Assert.Equal(Funds, await LamportsAsync());
    }

    [Fact]
    public async Task More_than_the_wallet_has_is_refused_by_the_policy()
    {
        _house.Profile = _house.Profile with { Limits = _house.Profile.Limits with { PerTrade = ulong.MaxValue, PerDay = ulong.MaxValue, PerWindow = ulong.MaxValue, PriceImpactBps = 10_000 } };
        await TradeAsync("buy", Mints.Sol, Funds);
        Assert.Equal(TradeStage.Refused, _house.Told[^1].Stage);
        Assert.Equal([TradeCodes.Reserve], _house.Told[^1].Findings.Select(f => f.Code));
    }

    [Fact]
    public async Task A_mint_that_nobody_knows_is_refused_in_words()
    {
        _house.Profile = _house.Profile with { Limits = _house.Profile.Limits with { Allowed = [Mints.Sol, _house.Profile.Wallet] } };
        await _house.Store.CommitAsync(s => WalletMachine.Propose(s, new Trade
        {
            Id = "odd", AgentId = "ada", Wallet = _house.Profile.Wallet, At = _time.GetUtcNow(), UpdatedAt = _time.GetUtcNow(), Expires = _time.GetUtcNow() + TradeMachine.Life,
            Intent = new TradeIntent { InputMint = Mints.Sol, OutputMint = _house.Profile.Wallet, InputUnits = 1_000_000, SlippageBps = 50, Proposer = "ops" },
        }));
        await _house.RunAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((TradeStage.Refused, "unknown_mint"), (_house.Told[^1].Stage, _house.Told[^1].Verdict));
    }

    private async Task TradeAsync(string id, string from, ulong units)
    {
        Assert.True(await _house.ProposeAsync(id, from, units));
        await _house.RunAsync(TimeSpan.FromMinutes(4));
        Assert.Empty(_house.Store.Current.Open);
    }

    private void Pass(int slots) => _time.Advance(slots * TimeSpan.FromMilliseconds(400));

    private async Task<ulong> LamportsAsync()
    {
        Pass(40);
        using var content = new StringContent(JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method = "getBalance", @params = new object[] { _house.Profile.Wallet, new { commitment = "finalized" } } }), Encoding.UTF8, "application/json");
        using var answer = await _control.PostAsync(new Uri(_emulator.Address, "/solana"), content);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("result").GetProperty("value").GetUInt64();
    }

    private async Task PostAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await _control.PostAsync(new Uri(_emulator.Address, path), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
