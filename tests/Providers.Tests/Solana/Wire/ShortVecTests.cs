using PuppetEngine.Providers.Solana.Wire;

namespace PuppetEngine.Tests.Providers.Solana.Wire;

public sealed class ShortVecTests
{
    // The examples of solana-short-vec's own tests.
    [Theory]
    [InlineData(0, "00")]
    [InlineData(0x7f, "7f")]
    [InlineData(0x80, "8001")]
    [InlineData(0xff, "ff01")]
    [InlineData(0x100, "8002")]
    [InlineData(0x3fff, "ff7f")]
    [InlineData(0x4000, "808001")]
    [InlineData(0xffff, "ffff03")]
    public void Write_gives_the_known_bytes(int value, string hex)
    {
        var bytes = new byte[3];

        var count = ShortVec.Write(bytes, (ushort)value);

        Assert.Equal(hex, Convert.ToHexStringLower(bytes.AsSpan(0, count)));
        Assert.Equal(count, ShortVec.SizeOf((ushort)value));
    }

    [Fact]
    public void TryRead_returns_every_length_that_Write_took()
    {
        var bytes = new byte[3];
        for (var value = 0; value <= ushort.MaxValue; value++)
        {
            var count = ShortVec.Write(bytes, (ushort)value);
            Assert.True(ShortVec.TryRead(bytes.AsSpan(0, count), out var read, out var length) && read == value && length == count);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("8080")]
    [InlineData("8000")]
    [InlineData("808000")]
    [InlineData("ffff04")]
    [InlineData("ffff83")]
    [InlineData("80808001")]
    public void TryRead_refuses_what_is_cut_too_long_or_too_large(string hex)
    {
        Assert.False(ShortVec.TryRead(Convert.FromHexString(hex), out _, out _));
    }
}
