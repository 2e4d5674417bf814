using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Tests.Emulators.Solana.Chain;

public sealed class TransferTests
{
    private const ulong Sol = 1_000_000_000;

    [Fact]
    public void Transfer_moves_lamports_and_charges_the_limit_and_not_the_use()
    {
        using var sut = Rich();

        var landed = sut.Land([sut.Ada], ComputeBudgetProgram.Limit(20_000), ComputeBudgetProgram.Price(1_000_000), SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));

        Assert.Null(landed!.Error);
        Assert.Equal(25_000ul, landed.Fee);
        Assert.Equal((9 * Sol) - 25_000, sut.Lamports(sut.Ada.Key));
        Assert.Equal(Sol, sut.Lamports(sut.Bob.Key));
        Assert.Equal(450ul, landed.UnitsUsed);
    }

    [Fact]
    public void Priority_fee_is_rounded_up()
    {
        using var sut = Rich();

        Assert.Equal(5_001ul, sut.Land([sut.Ada], ComputeBudgetProgram.Limit(1), ComputeBudgetProgram.Price(1))!.Fee);
    }

    [Fact]
    public void Failed_transaction_pays_its_fee_and_changes_nothing_else()
    {
        using var sut = Rich();

        var landed = sut.Land([sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol), SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, 50 * Sol));

        Assert.Equal("""{"InstructionError":[1,{"Custom":1}]}""", landed!.Error!.ToJson().ToJsonString());
        Assert.Equal((10 * Sol) - 5_000, sut.Lamports(sut.Ada.Key));
        Assert.Equal(0ul, sut.Lamports(sut.Bob.Key));
        Assert.Contains(landed.Logs, l => l == $"Transfer: insufficient lamports {(9 * Sol) - 5_000}, need {50 * Sol}");
        Assert.Equal("Program 11111111111111111111111111111111 failed: custom program error: 0x1", landed.Logs[^1]);
    }

    [Fact]
    public void Dust_for_a_new_account_is_refused_as_not_enough_for_rent()
    {
        using var sut = Rich();

        var landed = sut.Land([sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, 890_879));

        Assert.Equal("""{"InsufficientFundsForRent":{"account_index":1}}""", landed!.Error!.ToJson().ToJsonString());
        Assert.Equal(0ul, sut.Lamports(sut.Bob.Key));
    }

    [Fact]
    public void Payer_that_cannot_pay_lands_nothing()
    {
        using var sut = Rich();
        sut.Fund(sut.Bob.Key, 890_880);

        Assert.Null(sut.Land([sut.Bob], SystemProgram.Transfer(sut.Bob.Key, sut.Ada.Key, 1)));
        Assert.Null(sut.Land([Ed25519Key.Named("nobody")]));
        Assert.Equal(890_880ul, sut.Lamports(sut.Bob.Key));
    }

    [Fact]
    public void Same_transaction_lands_once()
    {
        using var sut = Rich();
        var transaction = sut.Sign([sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));

        sut.Land(transaction);
        sut.Land(transaction);

        Assert.Equal(Sol, sut.Lamports(sut.Bob.Key));
        Assert.Equal(TransactionError.AlreadyProcessed, sut.Chain.Check(transaction, sut.Chain.Tip));
    }

    [Fact]
    public void Flipped_signature_lands_nothing()
    {
        using var sut = Rich();
        var transaction = sut.Sign([sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));
        transaction.Signatures[0][7] ^= 1;

        Assert.Null(sut.Land(transaction));
    }

    [Theory]
    [InlineData(149, true)]
    [InlineData(150, false)]
    public void Blockhash_serves_for_150_blocks(int slotsBefore, bool lands)
    {
        using var sut = Rich();
        var transaction = sut.Sign([sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));
        var last = Blockhashes.LastValidHeight(sut.Chain.Tip);

        sut.Slots(slotsBefore);

        // It lands a slot after it was sent.
        Assert.Equal(lands, SlotClock.Height(sut.Chain.Tip + 1) <= last);
        Assert.Equal(lands, sut.Land(transaction) is not null);
    }

    [Fact]
    public void Commitment_rises_by_slots()
    {
        using var sut = Rich();
        var landed = sut.Land([sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol))!;

        Assert.True(landed.Slot <= sut.Chain.Slot(Commitment.Processed));
        Assert.False(landed.Slot <= sut.Chain.Slot(Commitment.Confirmed));
        sut.Slots(2);
        Assert.True(landed.Slot <= sut.Chain.Slot(Commitment.Confirmed));
        Assert.False(landed.Slot <= sut.Chain.Slot(Commitment.Finalized));
        sut.Slots(30);
        Assert.True(landed.Slot <= sut.Chain.Slot(Commitment.Finalized));
        Assert.Null(sut.Chain.Ledger.Find(sut.Bob.Key, landed.Slot - 1));
    }

    [Fact]
    public void Program_that_is_none_refuses_the_transaction_for_its_fee()
    {
        using var sut = Rich();

        Assert.Equal("ProgramAccountNotFound", sut.Land([sut.Ada], new Instruction(PublicKey.Named("no program"), [], []))!.Error!.Name);
        Assert.Equal("InvalidProgramForExecution", sut.Land([sut.Ada], new Instruction(ChainGenesis.Faucet.Key, [], []))!.Error!.Name);
    }

    [Fact]
    public void Repeated_budget_instruction_is_refused()
    {
        using var sut = Rich();
        var outcome = sut.Chain.Simulate(sut.Sign([sut.Ada], ComputeBudgetProgram.Limit(1), ComputeBudgetProgram.Limit(2)), sut.Chain.Tip);

        Assert.Equal("""{"DuplicateInstruction":1}""", outcome.Error!.ToJson().ToJsonString());
    }

    private static TestChain Rich()
    {
        var chain = new TestChain();
        chain.Fund(chain.Ada.Key, 10 * Sol);
        return chain;
    }
}
