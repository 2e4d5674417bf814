using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Rpc;

namespace PuppetEngine.Tests.Providers.Solana.Rpc;

public sealed class SignatureReaderTests
{
    [Fact]
    public async Task Every_endpoint_says_how_far_a_transaction_has_come()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var transaction = await chain.SignAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));
        var reader = chain.Get<SignatureReader>();

        var before = await reader.ReadAsync(transaction.Id, default);
        await chain.Rpc.SendTransactionAsync(transaction, skipPreflight: true, RpcCommitment.Confirmed, default);
        chain.Slots(60);
        var after = await reader.ReadAsync(transaction.Id, default);

        Assert.Equal(["0:127.0.0.1", "1:127.0.0.1"], before.Select(reading => reading.Endpoint));
        Assert.All(before, reading => Assert.Null(reading.Status));
        Assert.All(after, reading => Assert.Equal(RpcCommitment.Finalized, reading.Status!.Commitment));
        Assert.All(before.Zip(after), pair => Assert.True(pair.First.FinalizedHeight < pair.Second.FinalizedHeight && pair.Second.Status!.Slot <= pair.Second.FinalizedSlot));
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_is_left_out()
    {
        await using var chain = await SolanaFixture.StartAsync();
        await chain.FaultAsync(new { route = "POST /solana", kind = "node_behind" });

        var reading = Assert.Single(await chain.Get<SignatureReader>().ReadAsync(default(Signature), default));

        Assert.Equal("1:127.0.0.1", reading.Endpoint);
    }

    [Fact]
    public async Task Two_nodes_of_which_one_lags_differ_in_what_they_know()
    {
        await using var chain = await SolanaFixture.StartAsync();
        await chain.LagAsync("b", 50);
        var transaction = await chain.SignAsync(SystemInstructions.Transfer(chain.Ada.Address, chain.Bob.Address, SolanaFixture.Sol));
        await chain.Rpc.SendTransactionAsync(transaction, skipPreflight: true, RpcCommitment.Confirmed, default);
        chain.Slots(40);

        var readings = await chain.Get<SignatureReader>().ReadAsync(transaction.Id, default);

        Assert.NotNull(readings[0].Status);
        Assert.Null(readings[1].Status);
        Assert.True(readings[1].FinalizedHeight < readings[0].FinalizedHeight);
    }
}
