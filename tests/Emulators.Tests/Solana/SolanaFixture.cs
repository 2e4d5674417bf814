using System.Text.Json;
using PuppetEngine.Emulators;
using PuppetEngine.Emulators.Solana.Wire;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Emulators.Solana;

/// <summary>The emulator with two people on its chain, spoken to from outside.</summary>
internal sealed class SolanaFixture(EmulatorFixture emulator) : IAsyncDisposable
{
    public const ulong Sol = 1_000_000_000;

    public EmulatorFixture Emulator => emulator;

    public SolanaRpc A { get; } = new(emulator.Http, new Uri(emulator.Host.Address, "/solana"));

    public SolanaRpc B { get; } = new(emulator.Http, new Uri(emulator.Host.Address, "/solana-b"));

    public Ed25519Key Ada { get; } = Ed25519Key.Named("ada");

    public Ed25519Key Bob { get; } = Ed25519Key.Named("bob");

    public static async Task<SolanaFixture> StartAsync(Action<EmulatorOptions>? configure = null, VirtualTimeProvider? time = null)
    {
        var fixture = new SolanaFixture(await EmulatorFixture.StartAsync(configure, time));
        await fixture.FundAsync(fixture.Ada.Key, 10 * Sol);
        fixture.Slots(40);
        return fixture;
    }

    public void Slots(int count) => emulator.Time.Advance(count * TimeSpan.FromMilliseconds(400));

    public Task<JsonElement> FundAsync(PublicKey key, ulong amount, string? mint = null) =>
        emulator.ControlPostAsync("/control/solana/fund", new { address = key.ToString(), amount, mint });

    public async Task<string> MintAsync(object request) =>
        (await emulator.ControlPostAsync("/control/solana/mints", request)).GetProperty("mint").GetString()!;

    public Task<JsonElement> NodeAsync(object request) => emulator.ControlPostAsync("/control/solana/nodes", request);

    /// <summary>A transaction of Ada's on a finalized blockhash.</summary>
    public async Task<SolanaTransaction> SignAsync(params Instruction[] instructions) => TestChain.Sign(await A.BlockhashAsync(), [Ada], instructions);

    /// <summary>Signs, sends, waits a slot; the signature.</summary>
    public async Task<string> LandAsync(params Instruction[] instructions)
    {
        var answer = await A.SendAsync(await SignAsync(instructions), new { encoding = "base64", skipPreflight = true });
        Slots(1);
        return answer.GetProperty("result").GetString()!;
    }

    public ValueTask DisposeAsync() => emulator.DisposeAsync();
}
