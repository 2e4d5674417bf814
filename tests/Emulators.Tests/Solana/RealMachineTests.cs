using System.Text.Json;
using PuppetEngine.Emulators;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;
using PuppetEngine.Tests.TestKit.LiteSvm;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Emulators.Solana;

/// <summary>
/// The same requests to the emulator and to LiteSVM, which executes the real bytecode of every program here: what both answer has to
/// be the same, byte for byte of every account. This keeps the emulator honest.
/// </summary>
public sealed class RealMachineTests
{
    private const ulong Sol = 1_000_000_000;
    private static readonly Ed25519Key Ada = Ed25519Key.Named("ada");
    private static readonly Ed25519Key Bob = Ed25519Key.Named("bob");
    private static readonly Ed25519Key Coin = Ed25519Key.Named("a mint");
    private static readonly Ed25519Key Taxed = Ed25519Key.Named("a mint with a fee");
    private static readonly Ed25519Key Spare = Ed25519Key.Named("a spare account");

    [Fact]
    public async Task Scripted_requests_have_the_same_effects_and_errors_as_on_the_real_machine()
    {
        Assert.SkipWhen(LiteSvmServer.Missing is not null, LiteSvmServer.Missing ?? "");
        // The machine has a clock of its own; its blockhashes outlive any pause of a loaded computer.
        await using var machine = await LiteSvmServer.StartAsync(slotMilliseconds: 10, blockhashLife: 1_000_000);
        var time = new VirtualTimeProvider();
        await using var emulator = new EmulatorHost(new EmulatorOptions { Port = 0, Solana = new SolanaEmulatorOptions { LandingSlots = 0 } }, time);
        await emulator.StartAsync();
        using var http = new HttpClient();

        var real = await RunAsync(new SolanaRpc(http, machine.Address), () => { });
        var emulated = await RunAsync(new SolanaRpc(http, new Uri(emulator.Address, "/solana")), () => time.Advance(TimeSpan.FromMilliseconds(400)));

        var differences = real.Zip(emulated).Where(p => p.First != p.Second).Select(p => $"real:     {p.First}\nemulated: {p.Second}").ToList();
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
        Assert.Equal(real.Count, emulated.Count);
    }

    private static async Task<List<string>> RunAsync(SolanaRpc rpc, Action passSlot)
    {
        var results = new List<string>();
        foreach (var person in (Ed25519Key[])[Ada, Bob])
        {
            await rpc.CallAsync("requestAirdrop", person.Key.ToString(), 100 * Sol);
            await Eventually.HoldsAsync(
                () => rpc.ValueAsync("getBalance", person.Key.ToString(), new { commitment = "processed" }), b => b.GetUInt64() == 100 * Sol, "the airdrop");
        }

        foreach (var (name, signers, instructions, watched) in Script())
        {
            results.Add(await StepAsync(rpc, passSlot, name, signers, instructions, watched));
        }

        foreach (var bytes in (int[])[0, 82, 165, 170, 1_000])
        {
            results.Add($"rent of {bytes}: {await rpc.CallAsync("getMinimumBalanceForRentExemption", bytes)}");
        }

        return results;
    }

    /// <summary>Sends one transaction, and says what it answered and what became of the accounts.</summary>
    private static async Task<string> StepAsync(SolanaRpc rpc, Action passSlot, string name, Ed25519Key[] signers, Instruction[] instructions, PublicKey[] watched)
    {
        var transaction = TestChain.Sign(await rpc.BlockhashAsync("processed"), signers, instructions);
        var answer = await rpc.SendAsync(transaction, new { encoding = "base64", preflightCommitment = "processed" });
        var outcome = "sent";
        if (answer.TryGetProperty("error", out var error))
        {
            var data = error.TryGetProperty("data", out var details) ? details : default;
            outcome = $"{error.GetProperty("code")} {(data.ValueKind == JsonValueKind.Object ? data.GetProperty("err").GetRawText() : error.GetProperty("message").GetString())}";
            outcome += data.ValueKind == JsonValueKind.Object ? " " + string.Join(" | ", Frames(data.GetProperty("logs"))) : "";
        }
        else
        {
            var landed = await Eventually.HoldsAsync(
                () =>
                {
                    passSlot();
                    return rpc.CallAsync("getTransaction", transaction.Signature, new { commitment = "confirmed", maxSupportedTransactionVersion = 0 });
                },
                t => t.ValueKind == JsonValueKind.Object, $"{name} to be confirmed");
            var meta = landed.GetProperty("meta");
            outcome = $"landed err={meta.GetProperty("err").GetRawText()} fee={meta.GetProperty("fee")} pre={meta.GetProperty("preBalances").GetRawText()} post={meta.GetProperty("postBalances").GetRawText()}"
                + $" tokens={Tokens(meta.GetProperty("preTokenBalances"))}->{Tokens(meta.GetProperty("postTokenBalances"))} {string.Join(" | ", Frames(meta.GetProperty("logMessages")))}";
        }

        foreach (var key in watched)
        {
            var account = await rpc.ValueAsync("getAccountInfo", key.ToString(), new { encoding = "base64", commitment = "processed" });
            outcome += $"\n    {key}: {(account.ValueKind == JsonValueKind.Null ? "none" : $"{account.GetProperty("lamports")} {account.GetProperty("owner")} {account.GetProperty("space")} {account.GetProperty("data")[0]}")}";
        }

        return $"{name}: {outcome}";
    }

    /// <summary>The runtime's own lines: who called whom, and how it ended. Units and programs' chatter are theirs.</summary>
    private static IEnumerable<string> Frames(JsonElement logs) => logs.EnumerateArray().Select(l => l.GetString()!)
        .Where(l => l.StartsWith("Program ", StringComparison.Ordinal) && (l.Contains(" invoke [", StringComparison.Ordinal) || l.EndsWith(" success", StringComparison.Ordinal) || l.Contains(" failed: ", StringComparison.Ordinal)));

    private static string Tokens(JsonElement balances) => string.Join(",", balances.EnumerateArray()
        .Select(b => $"{b.GetProperty("accountIndex")}:{b.GetProperty("uiTokenAmount").GetProperty("amount").GetString()}:{b.GetProperty("owner").GetString()![..4]}").Order());

    private static IEnumerable<(string Name, Ed25519Key[] Signers, Instruction[] Instructions, PublicKey[] Watched)> Script()
    {
        static Instruction Token(PublicKey program, byte[] data, params AccountMeta[] accounts) => new(program, accounts, data);
        static byte[] With(byte kind, ulong amount, params byte[] more) => [kind, .. BitConverter.GetBytes(amount), .. more];
        var (w, r) = ((Func<PublicKey, AccountMeta>)AccountMeta.Write, (Func<PublicKey, AccountMeta>)AccountMeta.Read);
        var s = (Func<PublicKey, AccountMeta>)AccountMeta.Sign;
        var (old, now) = (ProgramIds.Token, ProgramIds.Token2022);
        var (adas, bobs) = (ProgramAddress.OfTokens(Ada.Key, old, Coin.Key), ProgramAddress.OfTokens(Bob.Key, old, Coin.Key));
        var (adasTaxed, bobsTaxed) = (ProgramAddress.OfTokens(Ada.Key, now, Taxed.Key), ProgramAddress.OfTokens(Bob.Key, now, Taxed.Key));
        var wrapped = ProgramAddress.OfTokens(Ada.Key, old, ProgramIds.NativeMint);
        Ed25519Key[] ada = [Ada];
        var pay = SystemProgram.Transfer(Ada.Key, Bob.Key, 1);

        yield return ("transfer", ada, [SystemProgram.Transfer(Ada.Key, Bob.Key, Sol)], [Ada.Key, Bob.Key]);
        yield return ("transfer with a priority fee", ada, [ComputeBudgetProgram.Limit(20_000), ComputeBudgetProgram.Price(1_000_000), SystemProgram.Transfer(Ada.Key, Bob.Key, 7)], [Ada.Key, Bob.Key]);
        yield return ("transfer of too much", ada, [SystemProgram.Transfer(Ada.Key, Bob.Key, 5_000 * Sol)], [Ada.Key]);
        yield return ("transfer of dust to nobody", ada, [SystemProgram.Transfer(Ada.Key, Spare.Key, 890_879)], [Spare.Key]);
        yield return ("budget twice", ada, [ComputeBudgetProgram.Limit(1), ComputeBudgetProgram.Limit(2)], []);
        yield return ("unknown instruction of the system", ada, [new Instruction(ProgramIds.System, [AccountMeta.Pay(Ada.Key)], [99, 0, 0, 0])], []);
        yield return ("program that is none", ada, [new Instruction(Bob.Key, [], [])], []);
        yield return ("too few units", ada, [ComputeBudgetProgram.Limit(200), pay, SystemProgram.Transfer(Ada.Key, Bob.Key, 2)], []);
        yield return ("memo", ada, [new Instruction(ProgramIds.Memo, [s(Ada.Key)], "hello"u8.ToArray())], []);
        yield return ("memo that is no text", ada, [new Instruction(ProgramIds.Memo, [], [0xff, 0xfe])], []);

        var makeMint = SystemProgram.CreateAccount(Ada.Key, Coin.Key, Rent.Minimum(Mint.Length), Mint.Length, old);
        yield return ("mint", [Ada, Coin], [makeMint, Token(old, [20, 6, .. Ada.Key.ToBytes(), 1, .. Ada.Key.ToBytes()], w(Coin.Key))], [Coin.Key]);
        yield return ("mint again", [Ada, Coin], [makeMint], []);
        yield return ("mint initialized again", ada, [Token(old, [20, 6, .. Ada.Key.ToBytes(), 0], w(Coin.Key))], []);
        yield return ("associated account", ada, [AssociatedTokenProgram.CreateIdempotent(Ada.Key, Ada.Key, Coin.Key, old)], [adas]);
        yield return ("associated account again", ada, [AssociatedTokenProgram.CreateIdempotent(Ada.Key, Ada.Key, Coin.Key, old)], [adas]);
        yield return ("associated account, not idempotent", ada, [AssociatedTokenProgram.CreateIdempotent(Ada.Key, Ada.Key, Coin.Key, old) with { Data = [0] }], []);
        yield return ("associated account of another program", ada, [AssociatedTokenProgram.CreateIdempotent(Ada.Key, Bob.Key, Coin.Key, now)], []);
        yield return ("mint to", ada, [Token(old, With(7, 1_000_000), w(Coin.Key), w(adas), s(Ada.Key))], [Coin.Key, adas]);
        yield return ("mint to checked with wrong decimals", ada, [Token(old, With(14, 5, 9), w(Coin.Key), w(adas), s(Ada.Key))], []);
        yield return ("mint to by another", [Bob], [Token(old, With(7, 5), w(Coin.Key), w(adas), s(Bob.Key))], []);
        yield return ("transfer checked to a new account", ada,
            [AssociatedTokenProgram.CreateIdempotent(Ada.Key, Bob.Key, Coin.Key, old), Token(old, With(12, 400_000, 6), w(adas), r(Coin.Key), w(bobs), s(Ada.Key))], [adas, bobs]);
        yield return ("transfer", ada, [Token(old, With(3, 1), w(adas), w(bobs), s(Ada.Key))], [adas, bobs]);
        yield return ("transfer of too many", ada, [Token(old, With(3, 9_000_000), w(adas), w(bobs), s(Ada.Key))], []);
        yield return ("transfer by another", [Bob], [Token(old, With(3, 1), w(adas), w(bobs), s(Bob.Key))], []);
        yield return ("transfer unsigned", [Bob], [Token(old, With(3, 1), w(adas), w(bobs), r(Ada.Key))], []);
        yield return ("transfer to a wrong mint", ada, [Token(old, With(12, 1, 6), w(adas), r(ProgramIds.NativeMint), w(bobs), s(Ada.Key))], []);
        yield return ("transfer with wrong decimals", ada, [Token(old, With(12, 1, 5), w(adas), r(Coin.Key), w(bobs), s(Ada.Key))], []);
        yield return ("transfer to itself", ada, [Token(old, With(3, 5), w(adas), w(adas), s(Ada.Key))], [adas]);
        yield return ("transfer with missing accounts", ada, [Token(old, With(3, 5), w(adas))], []);
        yield return ("transfer cut short", ada, [Token(old, [3, 1, 2], w(adas), w(bobs), s(Ada.Key))], []);
        yield return ("unknown token instruction", ada, [Token(old, [200], w(adas))], []);
        yield return ("approve", ada, [Token(old, With(4, 500), w(adas), r(Bob.Key), s(Ada.Key))], [adas]);
        yield return ("transfer by the delegate", [Bob], [Token(old, With(3, 300), w(adas), w(bobs), s(Bob.Key))], [adas, bobs]);
        yield return ("transfer beyond the delegate's amount", [Bob], [Token(old, With(3, 201), w(adas), w(bobs), s(Bob.Key))], []);
        yield return ("revoke", ada, [Token(old, [5], w(adas), s(Ada.Key))], [adas]);
        yield return ("burn", ada, [Token(old, With(8, 1_000), w(adas), w(Coin.Key), s(Ada.Key))], [adas, Coin.Key]);
        yield return ("burn checked", ada, [Token(old, With(15, 1_000, 6), w(adas), w(Coin.Key), s(Ada.Key))], [adas, Coin.Key]);
        yield return ("burn of too many", ada, [Token(old, With(8, 9_000_000), w(adas), w(Coin.Key), s(Ada.Key))], []);
        yield return ("close with a balance", ada, [Token(old, [9], w(adas), w(Ada.Key), s(Ada.Key))], []);
        yield return ("freeze", ada, [Token(old, [10], w(bobs), r(Coin.Key), s(Ada.Key))], [bobs]);
        yield return ("freeze again", ada, [Token(old, [10], w(bobs), r(Coin.Key), s(Ada.Key))], []);
        yield return ("transfer to the frozen", ada, [Token(old, With(3, 1), w(adas), w(bobs), s(Ada.Key))], []);
        yield return ("thaw", ada, [Token(old, [11], w(bobs), r(Coin.Key), s(Ada.Key))], [bobs]);
        yield return ("set the close authority", ada, [Token(old, [6, 3, 1, .. Bob.Key.ToBytes()], w(adas), s(Ada.Key))], [adas]);
        yield return ("give up the freeze authority", ada, [Token(old, [6, 1, 0], w(Coin.Key), s(Ada.Key))], [Coin.Key]);
        yield return ("give up the mint authority", ada, [Token(old, [6, 0, 0], w(Coin.Key), s(Ada.Key))], [Coin.Key]);
        yield return ("mint to without an authority", ada, [Token(old, With(7, 5), w(Coin.Key), w(adas), s(Ada.Key))], []);
        yield return ("freeze without an authority", ada, [Token(old, [10], w(bobs), r(Coin.Key), s(Ada.Key))], []);
        yield return ("give an account away", [Bob], [Token(old, [6, 2, 1, .. Ada.Key.ToBytes()], w(bobs), s(Bob.Key))], [bobs]);

        yield return ("wrap", ada,
            [AssociatedTokenProgram.CreateIdempotent(Ada.Key, Ada.Key, ProgramIds.NativeMint, old), SystemProgram.Transfer(Ada.Key, wrapped, Sol), Token(old, [17], w(wrapped))], [wrapped]);
        yield return ("sync what is not native", ada, [Token(old, [17], w(adas))], []);
        yield return ("unwrap", ada, [Token(old, [9], w(wrapped), w(Ada.Key), s(Ada.Key))], [wrapped, Ada.Key]);
        yield return ("create and close in one", ada,
            [AssociatedTokenProgram.CreateIdempotent(Ada.Key, Ada.Key, ProgramIds.NativeMint, old), Token(old, [9], w(wrapped), w(Ada.Key), s(Ada.Key))], [wrapped]);

        // A mint of Token-2022 with a fee of one percent, at most 5,000.
        var length = TokenExtensions.TypeAt + 1 + 4 + 108;
        yield return ("mint with a fee", [Ada, Taxed],
        [
            SystemProgram.CreateAccount(Ada.Key, Taxed.Key, Rent.Minimum(length), length, now),
            Token(now, [26, 0, 1, .. Ada.Key.ToBytes(), 1, .. Ada.Key.ToBytes(), 100, 0, .. BitConverter.GetBytes(5_000ul)], w(Taxed.Key)),
            Token(now, [20, 6, .. Ada.Key.ToBytes(), 0], w(Taxed.Key)),
        ], []);
        yield return ("accounts of it", ada,
            [AssociatedTokenProgram.CreateIdempotent(Ada.Key, Ada.Key, Taxed.Key, now), AssociatedTokenProgram.CreateIdempotent(Ada.Key, Bob.Key, Taxed.Key, now)], [adasTaxed, bobsTaxed]);
        yield return ("mint it", ada, [Token(now, With(7, 1_000_000), w(Taxed.Key), w(adasTaxed), s(Ada.Key))], [adasTaxed]);
        yield return ("transfer it unchecked", ada, [Token(now, With(3, 1_000), w(adasTaxed), w(bobsTaxed), s(Ada.Key))], []);
        yield return ("transfer it for a fee", ada, [Token(now, With(12, 12_345, 6), w(adasTaxed), r(Taxed.Key), w(bobsTaxed), s(Ada.Key))], [adasTaxed, bobsTaxed]);
        yield return ("transfer it for the highest fee", ada, [Token(now, With(12, 900_000, 6), w(adasTaxed), r(Taxed.Key), w(bobsTaxed), s(Ada.Key))], [adasTaxed, bobsTaxed]);
        yield return ("give away what has one owner for ever", ada, [Token(now, [6, 2, 1, .. Bob.Key.ToBytes()], w(adasTaxed), s(Ada.Key))], []);
        yield return ("burn it", ada, [Token(now, With(8, 100), w(adasTaxed), w(Taxed.Key), s(Ada.Key))], [adasTaxed]);
        yield return ("transfer through the older program", ada, [Token(old, With(3, 1), w(adasTaxed), w(bobsTaxed), s(Ada.Key))], []);

        foreach (var step in Extended(Token, With))
        {
            yield return step;
        }
    }

    /// <summary>Mints of Token-2022 with metadata, a permanent delegate, a close authority, frozen accounts and tokens that stay where they are.</summary>
    private static IEnumerable<(string Name, Ed25519Key[] Signers, Instruction[] Instructions, PublicKey[] Watched)> Extended(
        Func<PublicKey, byte[], AccountMeta[], Instruction> token, Func<byte, ulong, byte[], byte[]> with)
    {
        var now = ProgramIds.Token2022;
        var (w, r, s) = ((Func<PublicKey, AccountMeta>)AccountMeta.Write, (Func<PublicKey, AccountMeta>)AccountMeta.Read, (Func<PublicKey, AccountMeta>)AccountMeta.Sign);
        Ed25519Key[] ada = [Ada];
        var zero = new byte[PublicKey.Length];

        // Metadata in the mint itself: made for the pointer alone, and grown by the instruction that writes it.
        var named = Ed25519Key.Named("a mint with a name");
        var length = TokenExtensions.TypeAt + 1 + 4 + 64;
        byte[] metadata = [210, 225, 30, 162, 88, 184, 77, 141, .. Text("Puppet"), .. Text("PUP"), .. Text("https://example.com/p.json")];
        Instruction[] makeNamed =
        [
            SystemProgram.CreateAccount(Ada.Key, named.Key, Rent.Minimum(length + 4 + 64 + 4 + 6 + 4 + 3 + 4 + 26 + 4), length, now),
            token(now, [39, 0, .. Ada.Key.ToBytes(), .. named.Key.ToBytes()], [w(named.Key)]),
            token(now, [20, 9, .. Ada.Key.ToBytes(), 0], [w(named.Key)]),
            token(now, metadata, [w(named.Key), r(Ada.Key), r(named.Key), s(Ada.Key)]),
        ];
        yield return ("mint with a name", [Ada, named], makeNamed, [named.Key]);
        yield return ("name it again", ada, [makeNamed[3]], []);
        yield return ("name it as another", [Bob], [token(now, metadata, [w(named.Key), r(Bob.Key), r(named.Key), s(Bob.Key)])], []);
        yield return ("its pointer's authority", ada, [token(now, [6, 12, 0], [w(named.Key), s(Ada.Key)])], [named.Key]);

        var leashed = Ed25519Key.Named("a mint with a permanent delegate");
        length = TokenExtensions.TypeAt + 1 + (4 + 32) + (4 + 32);
        yield return ("mint with a permanent delegate and a closer", [Ada, leashed],
        [
            SystemProgram.CreateAccount(Ada.Key, leashed.Key, Rent.Minimum(length), length, now),
            token(now, [25, 1, .. Ada.Key.ToBytes()], [w(leashed.Key)]),
            token(now, [35, .. Bob.Key.ToBytes()], [w(leashed.Key)]),
            token(now, [20, 2, .. Ada.Key.ToBytes(), 0], [w(leashed.Key)]),
        ], [leashed.Key]);
        var (adas, bobs) = (ProgramAddress.OfTokens(Ada.Key, now, leashed.Key), ProgramAddress.OfTokens(Bob.Key, now, leashed.Key));
        yield return ("accounts of the leashed", ada,
            [AssociatedTokenProgram.CreateIdempotent(Ada.Key, Ada.Key, leashed.Key, now), AssociatedTokenProgram.CreateIdempotent(Ada.Key, Bob.Key, leashed.Key, now), token(now, with(7, 500, []), [w(leashed.Key), w(adas), s(Ada.Key)])],
            [adas, bobs]);
        yield return ("the permanent delegate takes", [Bob], [token(now, with(12, 200, [2]), [w(adas), r(leashed.Key), w(bobs), s(Bob.Key)])], [adas, bobs]);
        yield return ("the permanent delegate burns", [Bob], [token(now, with(15, 50, [2]), [w(adas), w(leashed.Key), s(Bob.Key)])], [adas]);
        yield return ("somebody else does not", [Bob, Spare], [token(now, with(12, 1, [2]), [w(adas), r(leashed.Key), w(bobs), s(Spare.Key)])], []);

        var stuck = Ed25519Key.Named("a mint that stays");
        length = TokenExtensions.TypeAt + 1 + 4 + (4 + 1);
        yield return ("mint that stays, with frozen accounts", [Ada, stuck],
        [
            SystemProgram.CreateAccount(Ada.Key, stuck.Key, Rent.Minimum(length), length, now),
            token(now, [32], [w(stuck.Key)]),
            token(now, [28, 0, 2], [w(stuck.Key)]),
            token(now, [20, 0, .. Ada.Key.ToBytes(), 1, .. Ada.Key.ToBytes()], [w(stuck.Key)]),
        ], [stuck.Key]);
        var kept = ProgramAddress.OfTokens(Ada.Key, now, stuck.Key);
        yield return ("account of it", ada, [AssociatedTokenProgram.CreateIdempotent(Ada.Key, Ada.Key, stuck.Key, now)], [kept]);
        yield return ("mint to the frozen", ada, [token(now, with(7, 3, []), [w(stuck.Key), w(kept), s(Ada.Key)])], []);
        yield return ("thaw and mint", ada, [token(now, [11], [w(kept), r(stuck.Key), s(Ada.Key)]), token(now, with(7, 3, []), [w(stuck.Key), w(kept), s(Ada.Key)])], [kept]);
        yield return ("move what stays", ada, [token(now, with(12, 1, [0]), [w(kept), r(stuck.Key), w(kept), s(Ada.Key)])], []);

        // The system program's own refusals.
        yield return ("transfer from an account with data", [Ada, named], [SystemProgram.Transfer(named.Key, Bob.Key, 1)], []);
        yield return ("transfer of another's", ada, [new Instruction(ProgramIds.System, [w(Bob.Key), w(Ada.Key)], SystemProgram.Transfer(Bob.Key, Ada.Key, 1).Data)], []);
        yield return ("account that is poor", [Ada, Spare], [SystemProgram.CreateAccount(Ada.Key, Spare.Key, 100, 10, now)], []);
        yield return ("account that is there", [Ada, Bob], [SystemProgram.CreateAccount(Ada.Key, Bob.Key, Rent.Minimum(0), 0, now)], []);
        yield return ("account, assigned and allocated", [Ada, Spare],
            [SystemProgram.Transfer(Ada.Key, Spare.Key, Rent.Minimum(5)), SystemProgram.Allocate(Spare.Key, 5), SystemProgram.Assign(Spare.Key, now)], [Spare.Key]);
        yield return ("assigned again", [Ada, Spare], [SystemProgram.Assign(Spare.Key, ProgramIds.System)], []);
        yield return ("account of the wrong length", ada, [token(now, [20, 0, .. zero, 0], [w(Spare.Key)])], []);
    }

    private static byte[] Text(string text) => [.. BitConverter.GetBytes(text.Length), .. System.Text.Encoding.UTF8.GetBytes(text)];
}
