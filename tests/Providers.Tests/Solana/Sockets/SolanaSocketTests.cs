using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Rpc;
using PuppetEngine.Providers.Solana.Sockets;

namespace PuppetEngine.Tests.Providers.Solana.Sockets;

/// <summary>Subscriptions to the emulated node, with their drops.</summary>
public sealed class SolanaSocketTests
{
    private static readonly CancellationTokenSource Patience = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task An_account_is_told_of_and_again_after_a_drop()
    {
        await using var chain = await SolanaFixture.StartAsync();
        await using var news = chain.Get<SolanaSocketClient>().AccountAsync(chain.Bob.Address, RpcCommitment.Confirmed, Patience.Token).GetAsyncEnumerator();

        Assert.True(await news.MoveNextAsync() && news.Current.IsSubscribed);
        await chain.LandAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));
        Assert.True(await news.MoveNextAsync());
        Assert.Equal(SolanaFixture.Sol, news.Current.Value!.Lamports);
        await chain.CutSocketsAsync();
        Assert.True(await news.MoveNextAsync() && news.Current.IsSubscribed);
        await chain.LandAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));
        Assert.True(await news.MoveNextAsync());
        Assert.Equal(2 * SolanaFixture.Sol, news.Current.Value!.Lamports);
    }

    [Fact]
    public async Task Slots_are_told()
    {
        await using var chain = await SolanaFixture.StartAsync();
        await using var news = chain.Get<SolanaSocketClient>().SlotAsync(Patience.Token).GetAsyncEnumerator();
        Assert.True(await news.MoveNextAsync() && news.Current.IsSubscribed);

        chain.Slots(1);

        Assert.True(await news.MoveNextAsync());
        Assert.True(news.Current.Slot > news.Current.Value && news.Current.Value > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ws://127.0.0.1:9/")]
    public async Task A_signature_is_waited_for_with_a_subscription_and_without(string socket)
    {
        await using var chain = await SolanaFixture.StartAsync(("SocketUrl", socket));
        var transaction = await chain.SignAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));
        await chain.Rpc.SendTransactionAsync(transaction, skipPreflight: true, RpcCommitment.Confirmed, default);

        var waiting = chain.Get<SignatureWaiter>().WaitAsync(transaction.Id, RpcCommitment.Finalized, Patience.Token);
        chain.Slots(1);
        await chain.CutSocketsAsync();
        Assert.False(waiting.IsCompleted);
        chain.Slots(60);
        var status = await waiting;

        Assert.Equal((RpcCommitment.Finalized, null), (status.Commitment, status.Error));
    }

    [Fact]
    public async Task A_wait_outlives_failures_and_is_ended_by_its_token()
    {
        await using var chain = await SolanaFixture.StartAsync(("MaxAttempts", "1"));
        var transaction = await chain.SignAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));
        await chain.FaultAsync(new { route = "POST /solana", kind = "5xx", count = 3 });
        using var end = new CancellationTokenSource();

        var waiting = chain.Get<SignatureWaiter>().WaitAsync(transaction.Id, RpcCommitment.Confirmed, end.Token);
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
