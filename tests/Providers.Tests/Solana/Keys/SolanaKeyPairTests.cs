using System.Text.Json;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Tests.Providers.Solana.Keys;

public sealed class SolanaKeyPairTests
{
    private static readonly Ed25519Tests.KeyVector Known = Vectors.Of<Ed25519Tests.KeyVector>("keys.json", "keys")[3];

    public static TheoryData<string, string> Formats => new()
    {
        { "base58 of 64 bytes", Known.PairBase58 },
        { "base58 of 32 bytes", Known.SeedBase58 },
        { "JSON array", Known.Json },
        { "JSON array with spaces and lines", "\n" + Known.Json.Replace(",", " ,\n ") + "\r\n" },
        { "JSON array of 32", "[" + string.Join(',', Known.Json[1..^1].Split(',').Take(32)) + "]" },
        { "comma list", Known.Json[1..^1] },
        { "hex of 32", Known.Seed },
        { "hex of 32, capitals", Known.Seed.ToUpperInvariant() },
        { "hex of 32 with prefix", "0x" + Known.Seed },
        { "hex of 64", Known.Seed + Convert.ToHexStringLower(PublicKey.Parse(Known.Address).Span) },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_takes_every_format(string format, string text)
    {
        using var pair = SolanaKeyPair.Read(text, PublicKey.Parse(Known.Address));

        Assert.True(Known.Address == pair.Address.ToString(), format);
        Assert.Equal(Known.Signature, pair.Sign(Convert.FromHexString(Known.Message)).ToString());
    }

    public static TheoryData<string, SolanaKeyFormat> Broken => new()
    {
        { "", SolanaKeyFormat.Unknown },
        { "  ", SolanaKeyFormat.Unknown },
        { "not a key at all", SolanaKeyFormat.Unknown },
        { Known.PairBase58[..^1], SolanaKeyFormat.Base58KeyPair },
        { Known.PairBase58 + "1", SolanaKeyFormat.Base58KeyPair },
        { Known.Json[..^1], SolanaKeyFormat.JsonArray },
        { Known.Json.Replace("]", ",7]"), SolanaKeyFormat.JsonArray },
        { Known.Json.Replace("]", ",7,7,7,7]"), SolanaKeyFormat.JsonArray },
        { "[1,2,256]", SolanaKeyFormat.JsonArray },
        { "[1,-2]", SolanaKeyFormat.JsonArray },
        { "[]", SolanaKeyFormat.JsonArray },
        { "1,2,", SolanaKeyFormat.CommaList },
        { Known.Seed + Known.Seed, SolanaKeyFormat.Hex },
        { "0x" + Known.Seed[2..], SolanaKeyFormat.Hex },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_names_the_format_and_never_the_key(string text, SolanaKeyFormat format)
    {
        var failure = Assert.Throws<SolanaKeyException>(() => SolanaKeyPair.Read(text));

        Assert.Equal(format, failure.Format);
        Assert.All(Pieces(text), piece => Assert.DoesNotContain(piece, failure.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Read_refuses_a_pair_whose_halves_do_not_fit()
    {
        var numbers = JsonSerializer.Deserialize<int[]>(Known.Json)!;
        for (var i = 0; i < 64; i++)
        {
            var changed = (int[])numbers.Clone();
            changed[i] ^= 1;
            Assert.Throws<SolanaKeyException>(() => SolanaKeyPair.Read(JsonSerializer.Serialize(changed)));
        }
    }

    [Fact]
    public void Read_refuses_the_key_of_another_wallet()
    {
        var other = PublicKey.Parse("So11111111111111111111111111111111111111112");

        var failure = Assert.Throws<SolanaKeyException>(() => SolanaKeyPair.Read(Known.PairBase58, other));

        Assert.Contains(Known.Address, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Known.PairBase58, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_clears_the_secret_and_ends_signing()
    {
        var pair = SolanaKeyPair.Read(Known.SeedBase58);
        byte[]? lent = null;
        pair.WithSecret(secret => lent = secret);

        pair.Dispose();
        pair.Dispose();

        Assert.Equal(new byte[32], lent);
        Assert.Throws<ObjectDisposedException>(() => pair.Sign([1]));
        Assert.Equal(Known.Address, pair.ToString());
    }

    [Fact]
    public void Generate_makes_pairs_that_differ_and_sign()
    {
        using var one = SolanaKeyPair.Generate();
        using var two = SolanaKeyPair.Generate();

        Assert.NotEqual(one.Address, two.Address);
        Assert.True(Ed25519Verifier.Verify(one.Address, [5], one.Sign([5])));
    }

    private static IEnumerable<string> Pieces(string text) => Enumerable.Range(0, Math.Max(0, text.Length - 12)).Select(i => text.Substring(i, 12));
}
