using System.Text.Json;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Tests.Emulators.Solana.Rpc;

public sealed class SendTests
{
    private const ulong Sol = SolanaFixture.Sol;

    [Fact]
    public async Task Sent_transaction_climbs_from_unknown_to_finalized()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var transaction = await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));

        var signature = (await sut.A.SendAsync(transaction)).GetProperty("result").GetString()!;

        Assert.Equal(transaction.Signature, signature);
        Assert.Null(await sut.A.StatusAsync(signature));
        sut.Slots(1);
        Assert.Equal("processed", await sut.A.StatusAsync(signature));
        sut.Slots(2);
        Assert.Equal("confirmed", await sut.A.StatusAsync(signature));
        Assert.Equal(0ul, (await sut.A.ValueAsync("getBalance", sut.Bob.Key.ToString())).GetUInt64());
        Assert.Equal(Sol, (await sut.A.ValueAsync("getBalance", sut.Bob.Key.ToString(), new { commitment = "confirmed" })).GetUInt64());
        sut.Slots(30);
        Assert.Equal("finalized", await sut.A.StatusAsync(signature));
        var status = (await sut.A.ValueAsync("getSignatureStatuses", (object)new[] { signature }))[0];
        Assert.Equal("""{"Ok":null}""", status.GetProperty("status").GetRawText());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("confirmations").ValueKind);
    }

    [Fact]
    public async Task Preflight_refuses_with_the_sample_s_words()
    {
        await using var sut = await SolanaFixture.StartAsync();

        var answer = await sut.A.SendAsync(await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, 50 * Sol)));

        var error = answer.GetProperty("error");
        Assert.Equal(-32002, error.GetProperty("code").GetInt32());
        Assert.Equal("Transaction simulation failed: Error processing Instruction 0: custom program error: 0x1", error.GetProperty("message").GetString());
        Assert.Equal("""{"InstructionError":[0,{"Custom":1}]}""", error.GetProperty("data").GetProperty("err").GetRawText());
        Assert.Equal(
            ["Program 11111111111111111111111111111111 invoke [1]", "Transfer: insufficient lamports 9999995000, need 50000000000", "Program 11111111111111111111111111111111 failed: custom program error: 0x1"],
            error.GetProperty("data").GetProperty("logs").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(150, error.GetProperty("data").GetProperty("unitsConsumed").GetInt32());
    }

    [Fact]
    public async Task Same_bytes_again_are_refused_by_preflight_and_harmless_without()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var transaction = await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));
        await sut.A.SendAsync(transaction);
        sut.Slots(40);

        var refused = await sut.A.SendAsync(transaction);
        var again = await sut.A.SendAsync(transaction, new { encoding = "base64", skipPreflight = true });
        sut.Slots(40);

        Assert.Equal("\"AlreadyProcessed\"", refused.GetProperty("error").GetProperty("data").GetProperty("err").GetRawText());
        Assert.Equal(transaction.Signature, again.GetProperty("result").GetString());
        Assert.Equal(Sol, (await sut.A.ValueAsync("getBalance", sut.Bob.Key.ToString())).GetUInt64());
    }

    [Fact]
    public async Task Blockhash_newer_than_the_preflight_s_commitment_is_not_found()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var transaction = TestChain.Sign(await sut.A.BlockhashAsync("confirmed"), [sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));

        var finalized = await sut.A.SendAsync(transaction);
        var confirmed = await sut.A.SendAsync(transaction, new { encoding = "base64", preflightCommitment = "confirmed" });

        Assert.Equal("\"BlockhashNotFound\"", finalized.GetProperty("error").GetProperty("data").GetProperty("err").GetRawText());
        Assert.True(confirmed.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Outlived_blockhash_is_refused_and_without_preflight_accepted_and_never_lands()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var latest = await sut.A.ValueAsync("getLatestBlockhash");
        var transaction = await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));
        sut.Slots(151 + 32);

        Assert.True((await sut.A.CallAsync("getBlockHeight")).GetUInt64() > latest.GetProperty("lastValidBlockHeight").GetUInt64());
        Assert.False((await sut.A.ValueAsync("isBlockhashValid", latest.GetProperty("blockhash").GetString())).GetBoolean());
        Assert.True((await sut.A.SendAsync(transaction)).TryGetProperty("error", out _));
        Assert.True((await sut.A.SendAsync(transaction, new { encoding = "base64", skipPreflight = true })).TryGetProperty("result", out _));
        sut.Slots(5);
        Assert.Null(await sut.A.StatusAsync(transaction.Signature));
    }

    [Fact]
    public async Task Flipped_signature_is_refused_and_without_preflight_never_lands()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var transaction = await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));
        transaction.Signatures[0][3] ^= 4;

        Assert.Equal((-32003, "Transaction signature verification failure"), await sut.A.ErrorAsync("sendTransaction", SolanaRpc.Base64(transaction), new { encoding = "base64" }));
        Assert.True((await sut.A.SendAsync(transaction, new { encoding = "base64", skipPreflight = true })).TryGetProperty("result", out _));
        sut.Slots(5);
        Assert.Null(await sut.A.StatusAsync(transaction.Signature));
    }

    [Fact]
    public async Task Simulation_says_what_would_happen_and_changes_nothing()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var transaction = TestChain.Sign(PublicKey.Named("no hash"), [sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));

        var value = await sut.A.ValueAsync("simulateTransaction", SolanaRpc.Base64(transaction), new
        {
            encoding = "base64", replaceRecentBlockhash = true, accounts = new { encoding = "base64", addresses = new[] { sut.Bob.Key.ToString() } },
        });

        Assert.Equal(JsonValueKind.Null, value.GetProperty("err").ValueKind);
        Assert.Equal(150, value.GetProperty("unitsConsumed").GetInt32());
        Assert.Equal(Sol, value.GetProperty("accounts")[0].GetProperty("lamports").GetUInt64());
        Assert.NotEmpty(value.GetProperty("replacementBlockhash").GetProperty("blockhash").GetString()!);
        sut.Slots(40);
        Assert.Equal(0ul, (await sut.A.ValueAsync("getBalance", sut.Bob.Key.ToString())).GetUInt64());
        var unreplaced = await sut.A.ValueAsync("simulateTransaction", SolanaRpc.Base64(transaction), new { encoding = "base64" });
        Assert.Equal("\"BlockhashNotFound\"", unreplaced.GetProperty("err").GetRawText());
        Assert.Equal(-32602, (await sut.A.ErrorAsync("simulateTransaction", SolanaRpc.Base64(transaction), new { encoding = "base64", replaceRecentBlockhash = true, sigVerify = true })).Code);
    }

    [Theory]
    [InlineData(1233, "base64", "decoded solana_transaction::versioned::VersionedTransaction too large: 1233 bytes (max: 1232 bytes)")]
    [InlineData(1300, "base64", "base64 encoded solana_transaction::versioned::VersionedTransaction too large: 1736 bytes (max: encoded/raw 1644/1232)")]
    public async Task Too_long_a_transaction_is_refused(int bytes, string encoding, string sentence)
    {
        await using var sut = await SolanaFixture.StartAsync();

        Assert.Equal((-32602, sentence), await sut.A.ErrorAsync("sendTransaction", Convert.ToBase64String(new byte[bytes]), new { encoding }));
    }

    [Fact]
    public async Task Priority_fee_is_in_the_fee_for_a_message_and_in_the_fees_of_its_slot()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var transaction = await sut.SignAsync(ComputeBudgetProgram.Limit(20_000), ComputeBudgetProgram.Price(1_000_000), SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));

        Assert.Equal(25_000ul, (await sut.A.ValueAsync("getFeeForMessage", Convert.ToBase64String(transaction.MessageBytes))).GetUInt64());
        await sut.A.SendAsync(transaction);
        sut.Slots(1);

        var fees = (await sut.A.CallAsync("getRecentPrioritizationFees", (object)new[] { sut.Ada.Key.ToString() })).EnumerateArray().ToList();
        Assert.Equal(150, fees.Count);
        Assert.Equal(1_000_000ul, fees[^1].GetProperty("prioritizationFee").GetUInt64());
        sut.Slots(200);
        Assert.Equal(JsonValueKind.Null, (await sut.A.ValueAsync("getFeeForMessage", Convert.ToBase64String(transaction.MessageBytes))).ValueKind);
    }

    [Fact]
    public async Task Airdrops_alike_are_two_and_their_limit_holds()
    {
        await using var sut = await SolanaFixture.StartAsync();

        await sut.A.CallAsync("requestAirdrop", sut.Bob.Key.ToString(), Sol);
        await sut.A.CallAsync("requestAirdrop", sut.Bob.Key.ToString(), Sol);
        sut.Slots(40);

        Assert.Equal(2 * Sol, (await sut.A.ValueAsync("getBalance", sut.Bob.Key.ToString())).GetUInt64());
        Assert.Equal(-32603, (await sut.A.ErrorAsync("requestAirdrop", sut.Bob.Key.ToString(), 5_000_000 * Sol)).Code);
    }

    [Fact]
    public async Task Lookup_table_serves_a_message_of_version_0()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var slot = (await sut.A.CallAsync("getSlot", new { commitment = "finalized" })).GetUInt64();
        var (table, bump) = ProgramAddress.Find(PuppetEngine.Emulators.Solana.Runtime.ProgramIds.LookupTable, sut.Ada.Key.ToBytes(), BitConverter.GetBytes(slot));
        var program = PuppetEngine.Emulators.Solana.Runtime.ProgramIds.LookupTable;
        var system = PuppetEngine.Emulators.Solana.Runtime.ProgramIds.System;
        AccountMeta[] metas = [AccountMeta.Write(table), AccountMeta.Sign(sut.Ada.Key), AccountMeta.Pay(sut.Ada.Key), AccountMeta.Read(system)];
        var made = await sut.LandAsync(
            new Instruction(program, metas, new WireWriter().U32(0).U64(slot).Byte(bump).ToArray()),
            new Instruction(program, metas, new WireWriter().U32(2).U64(1).Key(sut.Bob.Key).ToArray()));
        sut.Slots(40);
        var message = MessageBuilder.Build(sut.Ada.Key, await sut.A.BlockhashAsync(), [SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol)], new Dictionary<PublicKey, PublicKey[]> { [table] = [sut.Bob.Key] });
        var transaction = new SolanaTransaction([sut.Ada.Sign(message)], message, MessageReader.Read(message));

        Assert.Equal(JsonValueKind.Null, (await sut.A.ValueAsync("getSignatureStatuses", (object)new[] { made }))[0].GetProperty("err").ValueKind);
        Assert.True((await sut.A.SendAsync(transaction)).TryGetProperty("result", out var signature));
        sut.Slots(40);

        Assert.Equal(Sol, (await sut.A.ValueAsync("getBalance", sut.Bob.Key.ToString())).GetUInt64());
        Assert.Equal(-32015, (await sut.A.ErrorAsync("getTransaction", signature.GetString(), new { encoding = "json" })).Code);
        var landed = await sut.A.CallAsync("getTransaction", signature.GetString(), new { encoding = "json", maxSupportedTransactionVersion = 0 });
        Assert.Equal(0, landed.GetProperty("version").GetInt32());
        Assert.Equal([sut.Bob.Key.ToString()], landed.GetProperty("meta").GetProperty("loadedAddresses").GetProperty("writable").EnumerateArray().Select(k => k.GetString()));
        Assert.Equal(SlotClock.First, (await sut.A.CallAsync("getFirstAvailableBlock")).GetUInt64());
    }
}
