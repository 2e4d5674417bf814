using FsCheck.Fluent;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Tests.Providers.Solana.Keys;

public sealed class Base58Tests
{
    // The test vectors of draft-msporny-base58.
    [Theory]
    [InlineData("48656c6c6f20576f726c6421", "2NEpo7TZRRrLZSi2U")]
    [InlineData("54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")]
    [InlineData("0000287fb4cd", "11233QC4")]
    [InlineData("", "")]
    [InlineData("00", "1")]
    public void Encode_gives_the_known_text(string hex, string text)
    {
        Assert.Equal(text, Base58.Encode(Convert.FromHexString(hex)));
    }

    [Fact]
    public void TryDecode_returns_what_Encode_took() => Properties.Check(Prop.ForAll(ArbMap.Default.ArbFor<byte[]>().Filter(b => b.Length is > 0 and <= Base58.MaxBytes), bytes =>
    {
        byte[] padded = [.. new byte[bytes.Length % 4], .. bytes.Take(Base58.MaxBytes - (bytes.Length % 4))];
        var decoded = new byte[Base58.MaxBytes];
        return Base58.TryDecode(Base58.Encode(padded), decoded, out var written) && decoded.AsSpan(0, written).SequenceEqual(padded);
    }));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("abcO")]
    [InlineData("Il")]
    [InlineData("2NEpo7 ")]
    public void TryDecode_refuses_what_is_no_base58(string text)
    {
        Assert.False(Base58.TryDecode(text, new byte[64], out _));
    }

    [Fact]
    public void TryDecode_refuses_more_than_the_place_holds()
    {
        var text = Base58.Encode([.. Enumerable.Repeat((byte)255, 33)]);

        Assert.False(Base58.TryDecode(text, new byte[32], out _));
        Assert.False(Base58.TryDecode(new string('z', 177), new byte[Base58.MaxBytes], out _));
        Assert.False(Base58.TryDecode(new string('z', 10_000), new byte[Base58.MaxBytes], out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => Base58.Encode(new byte[Base58.MaxBytes + 1]));
        Assert.Equal(175, Base58.Encode([.. Enumerable.Repeat((byte)255, Base58.MaxBytes)]).Length);
    }
}
