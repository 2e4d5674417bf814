using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Tests.Providers.Solana.Keys;

public sealed class Ed25519Tests
{
    /// <summary>RFC 8032, 7.1: tests 1 to 3.</summary>
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Sign_gives_the_signature_of_the_RFC(string seed, string key, string message, string signature)
    {
        using var pair = new SolanaKeyPair(Convert.FromHexString(seed));

        var made = pair.Sign(Convert.FromHexString(message));

        Assert.Equal(key, Convert.ToHexStringLower(pair.Address.Span));
        Assert.Equal(signature, Convert.ToHexStringLower(made.Span));
        Assert.True(Ed25519Verifier.Verify(pair.Address, Convert.FromHexString(message), made));
    }

    [Fact]
    public void Sign_and_addresses_equal_those_of_another_library()
    {
        var vectors = Vectors.Of<KeyVector>("keys.json", "keys");

        Assert.Equal(12, vectors.Count);
        Assert.All(vectors, vector =>
        {
            using var pair = new SolanaKeyPair(Convert.FromHexString(vector.Seed));
            Assert.Equal(vector.Address, pair.Address.ToString());
            Assert.Equal(vector.Signature, pair.Sign(Convert.FromHexString(vector.Message)).ToString());
            Assert.True(Ed25519Verifier.Verify(PublicKey.Parse(vector.Address), Convert.FromHexString(vector.Message), Signature.Parse(vector.Signature)));
        });
    }

    [Fact]
    public void Verify_refuses_every_flipped_bit_of_a_signature()
    {
        using var pair = new SolanaKeyPair(new byte[32]);
        var signature = pair.Sign([1, 2, 3]).Span.ToArray();

        for (var bit = 0; bit < 512; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Ed25519Verifier.Verify(pair.Address, [1, 2, 3], new Signature(signature)), $"bit {bit}");
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(Ed25519Verifier.Verify(pair.Address, [1, 2, 3], new Signature(signature)));
        Assert.False(Ed25519Verifier.Verify(pair.Address, [1, 2, 4], new Signature(signature)));
    }

    [Fact]
    public void Verify_refuses_the_same_signature_written_with_a_larger_scalar()
    {
        using var pair = new SolanaKeyPair(new byte[32]);
        var signature = pair.Sign([1]).Span.ToArray();
        var order = System.Numerics.BigInteger.Pow(2, 252) + System.Numerics.BigInteger.Parse("27742317777372353535851937790883648493");
        var scalar = new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true) + order;
        scalar.TryWriteBytes(signature.AsSpan(32), out _, isUnsigned: true);

        Assert.False(Ed25519Verifier.Verify(pair.Address, [1], new Signature(signature)));
    }

    /// <summary>All points of an order up to 8, with their unreduced and negative-zero spellings, as libsodium lists them.</summary>
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")]
    public void Verify_refuses_keys_under_which_one_signature_fits_many_messages(string key)
    {
        var point = Convert.FromHexString(key);

        Assert.True(Ed25519Curve.HasSmallOrder(point));
        // The identity as R and a zero scalar fit any message under such a key, where nobody looks.
        byte[] signature = [1, .. new byte[63]];
        Assert.False(Ed25519Verifier.Verify(new PublicKey(point), [9], new Signature(signature)));
    }

    [Fact]
    public void IsOnCurve_agrees_with_another_library_on_hashes_and_keys()
    {
        var vectors = Vectors.Of<CurveVector>("keys.json", "on_curve");

        Assert.Contains(vectors, v => v.OnCurve);
        Assert.Contains(vectors, v => !v.OnCurve);
        Assert.All(vectors, v => Assert.Equal(v.OnCurve, Ed25519Curve.IsOnCurve(PublicKey.Parse(v.Key))));
    }

    /// <summary>Euler's criterion, reckoned with whole numbers, over keys, hashes and everything at the edges of the field.</summary>
    [Fact]
    public void IsOnCurve_agrees_with_the_definition()
    {
        var prime = System.Numerics.BigInteger.Pow(2, 255) - 19;
        var d = ((-121665 * System.Numerics.BigInteger.ModPow(121666, prime - 2, prime)) % prime) + prime;
        var edges = Enumerable.Range(-30, 60).SelectMany(i => new[] { prime + i, prime - 19 + i, System.Numerics.BigInteger.Pow(2, 255) + i, i + 30 }).Where(y => y.Sign >= 0 && y < System.Numerics.BigInteger.Pow(2, 256));
        var hashes = Enumerable.Range(0, 200).Select(i => new System.Numerics.BigInteger(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)), isUnsigned: true));

        Assert.All(edges.Concat(hashes), encoded =>
        {
            var bytes = new byte[32];
            encoded.TryWriteBytes(bytes, out _, isUnsigned: true);
            var y = encoded % System.Numerics.BigInteger.Pow(2, 255) % prime;
            var product = ((y * y) - 1) * ((d * y * y) + 1) % prime;
            var expected = product.IsZero || System.Numerics.BigInteger.ModPow(product + prime, (prime - 1) / 2, prime).IsOne;
            Assert.True(expected == Ed25519Curve.IsOnCurve(new PublicKey(bytes)), Convert.ToHexString(bytes));
        });
    }

    internal sealed record KeyVector(string Seed, string Address, string PairBase58, string SeedBase58, string Json, string Message, string Signature);

    private sealed record CurveVector(string Key, bool OnCurve);
}
