using PuppetEngine.Providers.Solana.Accounts;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Rpc;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Rpc;

/// <summary>The client against the emulated chain, which knows nothing of it.</summary>
public sealed class SolanaRpcClientTests
{
    private const RpcCommitment Confirmed = RpcCommitment.Confirmed;

    [Fact]
    public async Task A_transfer_is_priced_simulated_sent_followed_and_settled()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var transaction = await chain.SignAsync(
            ComputeBudgetInstructions.SetUnitLimit(20_000), ComputeBudgetInstructions.SetUnitPrice(1_000_000), SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));

        var simulation = await chain.Rpc.SimulateTransactionAsync(transaction, [chain.Bob.Address], Confirmed, default);
        var fee = await chain.Rpc.GetFeeForMessageAsync(transaction.Message, Confirmed, default);
        var unknown = (await chain.Rpc.GetSignatureStatusesAsync([transaction.Id], searchHistory: true, default))[0];
        await chain.Rpc.SendTransactionAsync(transaction, skipPreflight: false, Confirmed, default);
        chain.Slots(1);
        var first = (await chain.Rpc.GetSignatureStatusesAsync([transaction.Id], searchHistory: false, default))[0].Value!;
        chain.Slots(60);
        var last = (await chain.Rpc.GetSignatureStatusesAsync([transaction.Id], searchHistory: true, default))[0].Value!;
        var record = (await chain.Rpc.GetTransactionAsync(transaction.Id, RpcCommitment.Finalized, default))!;
        var history = await chain.Rpc.GetSignaturesForAddressAsync(chain.Bob.Address, 10, null, null, Confirmed, default);

        Assert.Null(simulation.Value.Error);
        Assert.Equal(SolanaFixture.Sol, simulation.Value.Accounts[0]!.Lamports);
        Assert.True(simulation.Value.UnitsConsumed > 0);
        Assert.True(fee.Value >= 5000);
        Assert.Null(unknown.Value);
        Assert.True(first.Error is null && first.Commitment < RpcCommitment.Finalized);
        Assert.Equal(RpcCommitment.Finalized, last.Commitment);
        Assert.Equal(25_000UL, record.Fee);
        Assert.Equal(-(Int128)(SolanaFixture.Sol + record.Fee), record.LamportsDelta(chain.Ada.Address));
        Assert.Equal(SolanaFixture.Sol, record.LamportsDelta(chain.Bob.Address));
        Assert.Equal(transaction.Id, Assert.Single(history).Signature);
        Assert.Equal(SolanaFixture.Sol, (await chain.Rpc.GetBalanceAsync(chain.Bob.Address, Confirmed, default)).Value);
        Assert.Null(await chain.Rpc.GetTransactionAsync(new Signature(new byte[64]), Confirmed, default));
    }

    [Fact]
    public async Task A_token_is_created_minted_moved_and_read_back()
    {
        await using var chain = await SolanaFixture.StartAsync();
        using var mint = SolanaKeyPair.Generate();
        var creation = new TokenCreation
        {
            Creator = chain.Ada.Address, Mint = mint.Address, Decimals = 6, Supply = 1_000_000, Name = "Puppet", Symbol = "PUP", Uri = "https://example.org",
            KeepsMintAuthority = false, KeepsFreezeAuthority = false, KeepsMetadataAuthority = true,
        };
        var rent = await chain.Rpc.GetMinimumBalanceForRentExemptionAsync(creation.FinalSpace, default);

        var created = (await chain.SignAsync([.. creation.Instructions(rent)])).Sign(mint);
        await chain.Rpc.SendTransactionAsync(created, skipPreflight: false, Confirmed, default);
        chain.Slots(40);
        var source = ProgramDerivedAddress.AssociatedTokenAccount(chain.Ada.Address, mint.Address, SolanaPrograms.Token2022);
        var destination = ProgramDerivedAddress.AssociatedTokenAccount(chain.Bob.Address, mint.Address, SolanaPrograms.Token2022);
        await chain.LandAsync(
            AssociatedTokenInstructions.CreateIdempotent(chain.Ada.Address, chain.Bob.Address, mint.Address, SolanaPrograms.Token2022),
            TokenInstructions.TransferChecked(SolanaPrograms.Token2022, source, mint.Address, destination, chain.Ada.Address, 250_000, 6),
            TokenInstructions.BurnChecked(SolanaPrograms.Token2022, source, mint.Address, chain.Ada.Address, 50_000, 6));

        var account = (await chain.Rpc.GetAccountAsync(mint.Address, Confirmed, default)).Value!;
        var state = MintAccount.Decode(account.Owner, account.Data.AsSpan());
        Assert.Equal((null, 950_000UL, (byte)6, null), (state.MintAuthority, state.Supply, state.Decimals, state.FreezeAuthority));
        Assert.True(state.HasOnlyMetadata);
        Assert.Equal(creation.FinalSpace, (ulong)account.Data.Length);
        Assert.Equal(new RpcTokenAmount(700_000, 6), (await chain.Rpc.GetTokenAccountBalanceAsync(source, Confirmed, default)).Value);
        Assert.Equal(new RpcTokenAmount(950_000, 6), (await chain.Rpc.GetTokenSupplyAsync(mint.Address, Confirmed, default)).Value);
        var portfolio = await chain.Rpc.GetTokenAccountsByProgramAsync(chain.Bob.Address, SolanaPrograms.Token2022, Confirmed, default);
        var held = Assert.Single(portfolio.Value);
        Assert.Equal(destination, held.Address);
        Assert.Equal(250_000UL, TokenAccount.Decode(held.Account.Owner, held.Account.Data.AsSpan()).Amount);
        Assert.Equal(destination, Assert.Single((await chain.Rpc.GetTokenAccountsByMintAsync(chain.Bob.Address, mint.Address, Confirmed, default)).Value).Address);
    }

    [Fact]
    public async Task Wrapped_sol_is_wrapped_counted_and_unwrapped()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var wrapped = ProgramDerivedAddress.AssociatedTokenAccount(chain.Ada.Address, SolanaPrograms.WrappedSol, SolanaPrograms.Token);

        await chain.LandAsync(
            AssociatedTokenInstructions.CreateIdempotent(chain.Ada.Address, chain.Ada.Address, SolanaPrograms.WrappedSol, SolanaPrograms.Token),
            SystemInstructions.Transfer(chain.Ada.Address, wrapped, 7_000_000), TokenInstructions.SyncNative(SolanaPrograms.Token, wrapped), MemoInstructions.Write("wrapped", chain.Ada.Address));
        var held = await chain.Rpc.GetTokenAccountBalanceAsync(wrapped, Confirmed, default);
        var closing = await chain.LandAsync(TokenInstructions.CloseAccount(SolanaPrograms.Token, wrapped, chain.Ada.Address, chain.Ada.Address));
        var record = (await chain.Rpc.GetTransactionAsync(closing.Id, Confirmed, default))!;

        Assert.Equal(7_000_000UL, held.Value.Amount);
        Assert.Equal((Int128)(7_000_000 + 2_039_280 - 5000), record.LamportsDelta(chain.Ada.Address));
        Assert.Equal(-7_000_000, record.TokenDelta(wrapped));
        Assert.Null((await chain.Rpc.GetAccountAsync(wrapped, Confirmed, default)).Value);
    }

    [Fact]
    public async Task A_thousand_accounts_are_read_in_batches_in_order()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var keys = Enumerable.Range(0, 1000).Select(i => i % 250 == 0 ? chain.Ada.Address : new PublicKey([.. BitConverter.GetBytes(i), .. new byte[28]])).ToList();

        var accounts = await chain.Rpc.GetAccountsAsync(keys, Confirmed, default);

        Assert.Equal(1000, accounts.Length);
        Assert.Equal([0, 250, 500, 750], accounts.Select((account, i) => (account, i)).Where(a => a.account.Value?.Lamports > SolanaFixture.Sol).Select(a => a.i));
    }

    [Fact]
    public async Task Lookup_tables_are_read_from_both_nodes_and_carry_a_transaction()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var slot = await chain.Rpc.GetSlotAsync(RpcCommitment.Finalized, default);
        var (key, bump) = ProgramDerivedAddress.Find(SolanaPrograms.AddressLookupTable, chain.Ada.Address.ToArray(), BitConverter.GetBytes(slot));
        AccountMeta[] accounts = [AccountMeta.Writable(key), AccountMeta.Signer(chain.Ada.Address), AccountMeta.WritableSigner(chain.Ada.Address), AccountMeta.Readonly(SolanaPrograms.System)];
        await chain.LandAsync(
            new Instruction(SolanaPrograms.AddressLookupTable, [.. accounts], [0, 0, 0, 0, .. BitConverter.GetBytes(slot), bump]),
            new Instruction(SolanaPrograms.AddressLookupTable, [.. accounts], [2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, .. chain.Bob.Address.ToArray()]));
        var table = new AddressLookupTable(key, [chain.Bob.Address]);
        var blockhash = await chain.Rpc.GetLatestBlockhashAsync(Confirmed, default);
        var transaction = SolanaTransaction.Unsigned(MessageCompiler.Compile(
            chain.Ada.Address, [SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol)], blockhash.Value.Blockhash, table)).Sign(chain.Ada);

        var readings = await chain.Get<LookupTableReader>().ReadAsync(transaction.Message, default);
        await chain.Rpc.SendTransactionAsync(transaction, skipPreflight: false, Confirmed, default);
        chain.Slots(40);

        Assert.Single(transaction.Message.Lookups);
        Assert.True(Assert.Single(readings.First).Agrees(table) && Assert.Single(readings.Second).Agrees(table));
        Assert.Equal(SolanaFixture.Sol, (await chain.Rpc.GetBalanceAsync(chain.Bob.Address, Confirmed, default)).Value);
        Assert.Contains(chain.Bob.Address, (await chain.Rpc.GetTransactionAsync(transaction.Id, Confirmed, default))!.Accounts);
    }

    [Fact]
    public async Task What_is_refused_before_sending_says_why()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var overdrawn = await chain.SignAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, 1000 * SolanaFixture.Sol));
        var stale = SolanaTransaction.Unsigned(MessageCompiler.Compile(chain.Ada.Address, [MemoInstructions.Write("x")], new Blockhash(chain.Bob.Address))).Sign(chain.Ada);
        var landed = await chain.LandAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));
        var unsigned = SolanaTransaction.Unsigned(overdrawn.Message);

        var failure = await RefusedAsync(overdrawn, SolanaRpcProblem.Preflight);
        Assert.Equal(new RpcTransactionError("InstructionError", 0, "Custom", 1), failure.TransactionError);
        Assert.Contains(failure.Logs, log => log.Contains("insufficient lamports", StringComparison.Ordinal));
        Assert.False(failure.MayHaveArrived);
        Assert.False((await RefusedAsync(stale, SolanaRpcProblem.BlockhashNotFound)).MayHaveArrived);
        Assert.True((await RefusedAsync(landed, SolanaRpcProblem.AlreadyProcessed)).MayHaveArrived);
        await RefusedAsync(unsigned, SolanaRpcProblem.SignatureVerification);
        Assert.False((await chain.Rpc.IsBlockhashValidAsync(stale.Message.RecentBlockhash, Confirmed, default)).Value);
        Assert.Null((await chain.Rpc.GetFeeForMessageAsync(stale.Message, Confirmed, default)).Value);

        async Task<SolanaRpcException> RefusedAsync(SolanaTransaction transaction, SolanaRpcProblem problem)
        {
            var failure = await Assert.ThrowsAsync<SolanaRpcException>(() => chain.Rpc.SendTransactionAsync(transaction, skipPreflight: false, Confirmed, default));
            Assert.Equal(problem, failure.Problem);
            return failure;
        }
    }

    [Fact]
    public async Task Reads_move_to_the_other_node_and_sending_never_does()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var transaction = await chain.SignAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));
        await chain.FaultAsync(new { route = "POST /solana", kind = "5xx" });

        var height = await chain.Rpc.GetBlockHeightAsync(RpcCommitment.Finalized, default);
        var failure = await Assert.ThrowsAsync<SolanaRpcException>(() => chain.Rpc.SendTransactionAsync(transaction, skipPreflight: true, Confirmed, default));
        chain.Slots(5);

        Assert.True(height > 0);
        Assert.Equal((SolanaRpcProblem.Server, true), (failure.Problem, failure.MayHaveArrived));
        Assert.Equal(0UL, (await chain.Rpc.GetBalanceAsync(chain.Bob.Address, RpcCommitment.Processed, default)).Value);
    }

    [Fact]
    public async Task A_send_whose_answer_is_lost_may_have_arrived_and_the_same_bytes_land_once()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var transaction = await chain.SignAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));
        await chain.FaultAsync(new { route = "POST /solana", kind = "drop_after_effect", count = 1 });

        var failure = await Assert.ThrowsAsync<SolanaRpcException>(() => chain.Rpc.SendTransactionAsync(transaction, skipPreflight: true, Confirmed, default));
        await chain.Rpc.SendTransactionAsync(transaction, skipPreflight: true, Confirmed, default);
        chain.Slots(40);

        Assert.True(failure.MayHaveArrived);
        Assert.Equal(SolanaFixture.Sol, (await chain.Rpc.GetBalanceAsync(chain.Bob.Address, Confirmed, default)).Value);
    }

    [Fact]
    public async Task A_broadcast_arrives_where_one_node_is_down_and_lands_once_where_none_is()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var first = await chain.SignAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));
        var second = await chain.SignAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, 2 * SolanaFixture.Sol));

        await chain.Rpc.BroadcastTransactionAsync(first, skipPreflight: true, Confirmed, default);
        await chain.FaultAsync(new { route = "POST /solana", kind = "5xx" });
        await chain.Rpc.BroadcastTransactionAsync(second, skipPreflight: true, Confirmed, default);
        await chain.FaultAsync(new { route = "POST /solana-b", kind = "node_behind", count = 1 });
        var failure = await Assert.ThrowsAsync<SolanaRpcException>(() => chain.Rpc.BroadcastTransactionAsync(second, skipPreflight: true, Confirmed, default));
        chain.Slots(40);

        Assert.Equal(SolanaRpcProblem.Server, failure.Problem);
        Assert.Equal(3 * SolanaFixture.Sol, (await chain.Rpc.GetBalanceAsync(chain.Bob.Address, Confirmed, default)).Value);
    }

    [Fact]
    public async Task Two_nodes_are_asked_and_a_lie_is_seen()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var agreed = await chain.Rpc.AskTwoAsync(async one => (await one.GetBalanceAsync(chain.Ada.Address, Confirmed, default)).Value);
        await chain.FaultAsync(new { route = "POST /solana-b", kind = "lie" });
        var lied = await chain.Rpc.AskTwoAsync(async one => (await one.GetBalanceAsync(chain.Ada.Address, Confirmed, default)).Value);
        await chain.FaultAsync(new { route = "POST /solana", kind = "node_behind" });
        var behind = await chain.Rpc.AskTwoAsync(async one => (await one.GetBalanceAsync(chain.Ada.Address, Confirmed, default)).Value);

        Assert.True(agreed.Agree);
        Assert.Equal(10 * SolanaFixture.Sol, agreed.First.Value);
        Assert.True(!lied.Agree && lied.First.Failure is null && lied.Second.Failure is null);
        Assert.Equal(SolanaRpcProblem.NodeBehind, behind.First.Failure?.Problem);
        Assert.False(behind.Agree);
    }
}
