using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Trading;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Trading;

public sealed class ChainFactsTests
{
    [Fact]
    public async Task ReadAsync_takes_no_dust_for_an_open_token_account()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var mint = await chain.MintAsync(new { decimals = 6 });
        var account = ProgramDerivedAddress.AssociatedTokenAccount(chain.Ada.Address, mint, SolanaPrograms.Token);
        await chain.FundAsync(account, 1_000_000);
        chain.Slots(40);

        var bought = await ChainFacts.ReadAsync(chain.Rpc, chain.Ada.Address, SolanaPrograms.WrappedSol, mint, default);
        var sold = await ChainFacts.ReadAsync(chain.Rpc, chain.Ada.Address, mint, SolanaPrograms.WrappedSol, default);

        Assert.False(bought.HasOutputAccount);
        Assert.Equal(0UL, sold.InputUnits);
    }

    [Fact]
    public async Task ReadAsync_counts_what_an_open_account_holds()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var mint = await chain.MintAsync(new { decimals = 6 });
        await chain.FundAsync(chain.Ada.Address, 42, mint.ToString());
        chain.Slots(40);

        var bought = await ChainFacts.ReadAsync(chain.Rpc, chain.Ada.Address, SolanaPrograms.WrappedSol, mint, default);
        var sold = await ChainFacts.ReadAsync(chain.Rpc, chain.Ada.Address, mint, SolanaPrograms.WrappedSol, default);

        Assert.True(bought.HasOutputAccount);
        Assert.Equal(42UL, sold.InputUnits);
    }
}
