using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Transactions;

public sealed class ProgramDerivedAddressTests
{
    [Fact]
    public void Find_gives_the_addresses_and_bumps_of_another_client()
    {
        Assert.All(Vectors.Of<PdaVector>("keys.json", "pdas"), vector =>
        {
            var (address, bump) = ProgramDerivedAddress.Find(PublicKey.Parse(vector.Program), [.. vector.Seeds.Select(Convert.FromHexString)]);
            Assert.Equal(vector.Address, address.ToString());
            Assert.Equal(vector.Bump, bump);
        });
    }

    [Fact]
    public void AssociatedTokenAccount_gives_the_addresses_of_another_client()
    {
        Assert.All(Vectors.Of<AssociatedVector>("keys.json", "associated"), vector => Assert.Equal(vector.Address,
            ProgramDerivedAddress.AssociatedTokenAccount(PublicKey.Parse(vector.Owner), PublicKey.Parse(vector.Mint), PublicKey.Parse(vector.Program)).ToString()));
    }

    [Fact]
    public void Find_refuses_seeds_that_the_runtime_refuses()
    {
        Assert.Throws<ArgumentException>(() => ProgramDerivedAddress.Find(default, new byte[33]));
        Assert.Throws<ArgumentException>(() => ProgramDerivedAddress.Find(default, [.. Enumerable.Repeat(Array.Empty<byte>(), 16)]));
    }

    private sealed record PdaVector(string Program, List<string> Seeds, string Address, byte Bump);

    private sealed record AssociatedVector(string Owner, string Mint, string Program, string Address);
}
