using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Tests.Emulators.Solana.Wire;

public sealed class WireTests
{
    // draft-msporny-base58, section 5, and the alphabet's own edges.
    [Theory]
    [InlineData("", "")]
    [InlineData("48656c6c6f20576f726c6421", "2NEpo7TZRRrLZSi2U")]
    [InlineData("0000287fb4cd", "11233QC4")]
    [InlineData("54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")]
    public void Base58_reads_and_writes_known_texts(string hex, string text)
    {
        Assert.Equal(text, Base58.Encode(Convert.FromHexString(hex)));
        Assert.Equal(hex, Convert.ToHexStringLower(Base58.TryDecode(text)!));
    }

    [Theory]
    [InlineData("0OIl")]
    [InlineData("11111111111111111111111111111112O")]
    public void Base58_refuses_characters_outside_its_alphabet(string text) => Assert.Null(Base58.TryDecode(text));

    // RFC 8032, section 7.1, test 2.
    [Fact]
    public void Signature_is_that_of_the_standard()
    {
        var key = new Ed25519Key(Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));

        var signature = key.Sign([0x72]);

        Assert.Equal("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", Convert.ToHexStringLower(key.Key.ToBytes()));
        Assert.Equal(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            Convert.ToHexStringLower(signature));
        Assert.True(Ed25519Key.Verify(key.Key, [0x72], signature));
        Assert.False(Ed25519Key.Verify(key.Key, [0x73], signature));
    }

    // The event authority stands as a constant in Jupiter's published interface description; it is the address for this one seed.
    [Fact]
    public void Program_address_is_that_of_a_published_program() =>
        Assert.Equal("D8cy77BBepLMngZx6ZukaTff5hCt1HrWyKk3Hnd9oitf", ProgramAddress.Find(ProgramIds.Jupiter, "__event_authority"u8.ToArray()).Address.ToString());

    [Fact]
    public void Public_keys_lie_on_the_curve_and_program_addresses_do_not()
    {
        Assert.True(ProgramAddress.IsOnCurve(Ed25519Key.Named("anybody").Key.ToBytes()));
        Assert.False(ProgramAddress.IsOnCurve(ProgramAddress.OfTokens(Ed25519Key.Named("anybody").Key, ProgramIds.Token, ProgramIds.NativeMint).ToBytes()));
    }

    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7f")]
    [InlineData(128, "8001")]
    [InlineData(16384, "808001")]
    public void Short_length_has_its_known_bytes(int length, string hex)
    {
        Assert.Equal(hex, Convert.ToHexStringLower(new WireWriter().ShortLength(length).ToArray()));
        var reader = new WireReader(Convert.FromHexString(hex));
        Assert.Equal(length, reader.ShortLength());
    }

    [Theory]
    [InlineData("8000")]
    [InlineData("808080")]
    [InlineData("ffff7f")]
    public void Short_length_refuses_longer_forms_and_larger_numbers(string hex) => Assert.Throws<FormatException>(() =>
    {
        var reader = new WireReader(Convert.FromHexString(hex));
        return reader.ShortLength();
    });

    [Theory]
    [InlineData(0, 890_880)]
    [InlineData(82, 1_461_600)]
    [InlineData(165, 2_039_280)]
    public void Rent_is_the_known_minimum(int bytes, ulong lamports) => Assert.Equal(lamports, Rent.Minimum(bytes));

    [Fact]
    public void Message_with_lookups_reads_back_as_it_was_built()
    {
        var (payer, table, far, near) = (PublicKey.Named("payer"), PublicKey.Named("table"), PublicKey.Named("far"), PublicKey.Named("near"));
        var instruction = new Instruction(ProgramIds.Memo, [AccountMeta.Pay(payer), AccountMeta.Write(far), AccountMeta.Read(near)], [1, 2, 3]);

        var message = MessageReader.Read(MessageBuilder.Build(payer, PublicKey.Named("hash"), [instruction], new Dictionary<PublicKey, PublicKey[]> { [table] = [near, far] }));

        Assert.Equal(0, message.Version);
        Assert.Equal([payer, ProgramIds.Memo], message.Keys);
        var lookup = Assert.Single(message.Lookups);
        Assert.Equal((table, (byte)1, (byte)0), (lookup.Table, Assert.Single(lookup.Writable), Assert.Single(lookup.Readonly)));
        Assert.Equal<byte>([0, 2, 3], message.Instructions[0].Accounts);
    }

    [Fact]
    public void Message_with_bytes_left_over_is_refused()
    {
        var bytes = MessageBuilder.Build(PublicKey.Named("payer"), default, [new Instruction(ProgramIds.Memo, [], [])]);

        Assert.Throws<FormatException>(() => MessageReader.Read([.. bytes, 0]));
        Assert.Throws<FormatException>(() => MessageReader.Read(bytes.AsSpan(0, bytes.Length - 1)));
    }
}
