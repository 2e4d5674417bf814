using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Tests.Providers.Solana.Keys;

public sealed class PublicKeyTests
{
    [Theory]
    [InlineData("11111111111111111111111111111111")]
    [InlineData("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")]
    [InlineData("So11111111111111111111111111111111111111112")]
    public void Parse_returns_what_ToString_wrote(string text)
    {
        Assert.Equal(text, PublicKey.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1111111111111111111111111111111")]
    [InlineData("111111111111111111111111111111111")]
    [InlineData("So1111111111111111111111111111111111111111O")]
    [InlineData(" So11111111111111111111111111111111111111112")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void TryParse_refuses_what_is_no_address(string text)
    {
        Assert.False(PublicKey.TryParse(text, out _));
        Assert.Throws<FormatException>(() => PublicKey.Parse(text));
    }

    [Fact]
    public void Equality_and_order_are_those_of_the_bytes()
    {
        var low = new PublicKey([.. new byte[31], 1]);
        var high = new PublicKey([1, .. new byte[31]]);

        Assert.True(low != high && low == new PublicKey(low.Span) && low.CompareTo(high) < 0);
        Assert.Equal(low.GetHashCode(), new PublicKey(low.ToArray()).GetHashCode());
        Assert.Equal("11111111111111111111111111111111", default(PublicKey).ToString());
        Assert.Throws<ArgumentException>(() => new PublicKey(new byte[31]));
    }
}
