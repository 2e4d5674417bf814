using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs;

namespace PuppetEngine.Tests.Emulators.Solana.Chain;

public sealed class ForkTests
{
    private const ulong Sol = 1_000_000_000;

    [Fact]
    public void Forked_away_transaction_is_confirmed_first_and_gone_before_it_is_finalized()
    {
        using var sut = new TestChain();
        sut.Fund(sut.Ada.Key, 10 * Sol);
        sut.Slots(5);
        var transaction = sut.Sign([sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));
        sut.Slots(2);

        var landed = sut.Land(transaction, new Landing { ForkedAfter = TimeSpan.FromSeconds(4) })!;
        var other = sut.Land([ChainGenesis.Faucet], SystemProgram.Transfer(ChainGenesis.Faucet.Key, sut.Ada.Key, Sol))!;
        sut.Slots(4);
        Assert.True(landed.Slot <= sut.Chain.Slot(Commitment.Confirmed));
        sut.Slots(10);

        Assert.Null(sut.Chain.History.Find(transaction.Signature));
        Assert.Equal(0ul, sut.Lamports(sut.Bob.Key));
        // The other one was on a hash of an abandoned block, so it is gone too; the same bytes on an older hash land again.
        Assert.Null(sut.Chain.History.Find(other.Signature));
        Assert.Null(sut.Land(transaction)!.Error);
        Assert.Equal(Sol, sut.Lamports(sut.Bob.Key));
    }

    [Fact]
    public void Fork_leaves_what_is_finalized()
    {
        using var sut = new TestChain();
        sut.Fund(sut.Ada.Key, 10 * Sol);
        sut.Slots(40);

        sut.Chain.Fork(SlotClock.First);

        Assert.Equal(10 * Sol, sut.Lamports(sut.Ada.Key));
    }

    [Fact]
    public void Fork_lands_others_again_whose_blockhash_is_older()
    {
        using var sut = new TestChain();
        sut.Fund(sut.Ada.Key, 10 * Sol);
        var transaction = sut.Sign([sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));
        sut.Slots(3);
        var landed = sut.Land(transaction)!;

        sut.Chain.Fork(landed.Slot);

        Assert.NotNull(sut.Chain.History.Find(transaction.Signature));
        Assert.Equal(Sol, sut.Lamports(sut.Bob.Key));
    }

    [Fact]
    public void Slow_confirmation_holds_commitment_back_and_then_catches_up()
    {
        using var sut = new TestChain();
        sut.Fund(sut.Ada.Key, 10 * Sol);
        var landed = sut.Land(sut.Sign([sut.Ada], SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol)), new Landing { ConfirmedAfter = TimeSpan.FromSeconds(20) })!;

        sut.Slots(49);
        Assert.True(sut.Chain.Slot(Commitment.Confirmed) < landed.Slot);
        sut.Slots(2);
        Assert.True(sut.Chain.Slot(Commitment.Confirmed) >= landed.Slot);
    }

    [Fact]
    public void Restart_keeps_accounts_history_and_forks_and_slots_go_on()
    {
        using var directory = new TemporaryDirectory();
        string kept, gone;
        ulong slot;
        var time = new TestKit.Time.VirtualTimeProvider();
        using (var before = new TestChain(directory.Path, time))
        {
            before.Fund(before.Ada.Key, 10 * Sol);
            kept = before.Land([before.Ada], SystemProgram.Transfer(before.Ada.Key, before.Bob.Key, Sol))!.Signature;
            before.Slots(40);
            var lost = before.Land([before.Ada], SystemProgram.Transfer(before.Ada.Key, before.Bob.Key, 2 * Sol))!;
            gone = lost.Signature;
            before.Chain.Fork(lost.Slot, gone);
            slot = before.Chain.Tip;
        }

        using var after = new TestChain(directory.Path, time);

        Assert.Equal(slot, after.Chain.Tip);
        Assert.Equal(Sol, after.Lamports(after.Bob.Key));
        Assert.Equal((9 * Sol) - 5_000, after.Lamports(after.Ada.Key));
        Assert.NotNull(after.Chain.History.Find(kept));
        Assert.Null(after.Chain.History.Find(gone));
        Assert.Null(after.Land([after.Ada], SystemProgram.Transfer(after.Ada.Key, after.Bob.Key, Sol))!.Error);
    }
}
