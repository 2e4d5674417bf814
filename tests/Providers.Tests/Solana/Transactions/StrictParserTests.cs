using FsCheck.Fluent;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Transactions;

/// <summary>What the strict reader refuses, and that it takes each transaction in one spelling only.</summary>
public sealed class StrictParserTests
{
    private static readonly PublicKey[] Keys = [.. Enumerable.Range(1, 6).Select(i => new PublicKey([.. Enumerable.Repeat((byte)i, 32)]))];

    [Fact]
    public void Every_flipped_bit_is_refused_or_seen()
    {
        foreach (var vector in TransactionVectorTests.All.Where((_, i) => i % 10 == 0))
        {
            var bytes = Convert.FromBase64String(vector.Signed);
            var original = Description(SolanaTransaction.Parse(bytes));
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                if (TryParse(bytes) is { } changed)
                {
                    Assert.NotEqual(original, Description(changed));
                    Assert.False(changed.Verify() && bit / 8 > 64 * changed.Signatures.Length, $"bit {bit} is not signed");
                }

                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Random_bytes_never_break_the_reader() => Properties.Check(Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        // Behind a genuine beginning, so that more than the first check is reached.
        var genuine = Convert.FromBase64String(TransactionVectorTests.All[bytes.Length % 40].Signed);
        byte[] mixed = [.. genuine.AsSpan(0, Math.Max(0, genuine.Length - (3 * bytes.Length))), .. bytes];
        return TryParse(mixed) is not { } parsed || parsed.Bytes.SequenceEqual(mixed);
    }), 500);

    [Fact]
    public void Cut_and_lengthened_transactions_are_refused()
    {
        var bytes = Convert.FromBase64String(TransactionVectorTests.All[0].Signed);

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Null(TryParse(bytes.AsSpan(0, length))));
        Assert.Equal(TransactionProblem.TrailingBytes, Problem([.. bytes, 0]));
        Assert.Equal(TransactionProblem.TooLarge, Problem([.. bytes, .. new byte[1233 - bytes.Length]]));
    }

    [Fact]
    public void A_length_in_a_second_spelling_is_refused()
    {
        var bytes = Convert.FromBase64String(TransactionVectorTests.All[0].Signed);

        Assert.Equal(TransactionProblem.LengthNotCanonical, Problem([(byte)(bytes[0] | 0x80), 0, .. bytes.AsSpan(1)]));
    }

    public static TheoryData<string, byte[], TransactionProblem> Messages => new()
    {
        { "no signer", Message([0, 0, 0], [0, 1]), TransactionProblem.Header },
        { "fee payer is read-only", Message([1, 1, 0], [0, 1]), TransactionProblem.Header },
        { "more signers than accounts", Message([3, 0, 0], [0, 1]), TransactionProblem.Header },
        { "more read-only accounts than there are", Message([1, 0, 2], [0, 1]), TransactionProblem.Header },
        { "account twice", Message([1, 0, 1], [0, 1, 0]), TransactionProblem.DuplicateAccount },
        { "program beyond the accounts", Message([1, 0, 1], [0, 1], 2), TransactionProblem.IndexOutOfRange },
        { "program is the fee payer", Message([1, 0, 1], [0, 1], 0), TransactionProblem.IndexOutOfRange },
        { "account beyond the accounts", Message([1, 0, 1], [0, 1], 1, [2]), TransactionProblem.IndexOutOfRange },
        { "program from a table", Message([1, 0, 1], [0, 1], 2, [], (5, [0], [])), TransactionProblem.IndexOutOfRange },
        { "lookup of nothing", Message([1, 0, 1], [0, 1], 1, [], (5, [], [])), TransactionProblem.Lookup },
        { "entry twice", Message([1, 0, 1], [0, 1], 1, [], (5, [3], [3])), TransactionProblem.Lookup },
        { "table twice", Message([1, 0, 1], [0, 1], 1, [], (5, [3], []), (5, [4], [])), TransactionProblem.Lookup },
        { "too many accounts", Message([1, 0, 1], [0, 1], 1, [], (5, [.. Enumerable.Range(0, 255).Select(i => (byte)i)], [])), TransactionProblem.TooManyAccounts },
        { "version 1", [0x81, .. Message([1, 0, 1], [0, 1]).AsSpan(1)], TransactionProblem.UnsupportedVersion },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_that_the_runtime_refuses_is_refused(string what, byte[] message, TransactionProblem problem)
    {
        var failure = Assert.Throws<TransactionFormatException>(() => TransactionMessage.Parse(message));

        Assert.True(problem == failure.Problem, $"{what}: {failure.Problem}");
    }

    [Fact]
    public void Signatures_as_many_as_the_header_asks_for()
    {
        var message = Message([1, 0, 1], [0, 1]);

        Assert.Equal(TransactionProblem.SignatureCount, Problem([2, .. new byte[128], .. message]));
        Assert.Equal(TransactionProblem.SignatureCount, Problem([0, .. message]));
        Assert.NotNull(TryParse([1, .. new byte[64], .. message]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!!!!")]
    [InlineData("AAA")]
    [InlineData("AAAA AAAA")]
    public void Parse_refuses_what_is_no_base64(string text)
    {
        Assert.Throws<TransactionFormatException>(() => SolanaTransaction.Parse(text));
        Assert.Equal(TransactionProblem.TooLarge, Assert.Throws<TransactionFormatException>(() => SolanaTransaction.Parse(new string('A', 4000))).Problem);
    }

    private static byte[] Message(byte[] header, int[] accounts, byte program = 1, byte[]? indices = null, params (int Table, byte[] Writable, byte[] Readonly)[] lookups) =>
    [
        0x80, .. header, (byte)accounts.Length, .. accounts.SelectMany(i => Keys[i].ToArray()), .. new byte[32],
        1, program, (byte)(indices?.Length ?? 0), .. indices ?? [], 0,
        (byte)lookups.Length, .. lookups.SelectMany(l => (byte[])[.. Keys[l.Table].ToArray(), .. List(l.Writable), .. List(l.Readonly)]),
    ];

    private static byte[] List(byte[] entries) => entries.Length < 128 ? [(byte)entries.Length, .. entries] : [(byte)(entries.Length | 0x80), (byte)(entries.Length >> 7), .. entries];

    private static SolanaTransaction? TryParse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return SolanaTransaction.Parse(bytes);
        }
        catch (TransactionFormatException)
        {
            return null;
        }
    }

    private static TransactionProblem Problem(byte[] bytes) => Assert.Throws<TransactionFormatException>(() => SolanaTransaction.Parse(bytes)).Problem;

    /// <summary>All that a reader of the model can see.</summary>
    private static string Description(SolanaTransaction transaction)
    {
        var message = transaction.Message;
        return string.Join('|',
        [
            .. transaction.Signatures.Select(s => s.ToString()), message.IsVersion0.ToString(), message.Header.ToString(), .. message.StaticAccounts.Select(k => k.ToString()),
            message.RecentBlockhash.ToString(), .. message.Instructions.Select(i => $"{i.ProgramIndex}/{Hex(i.Accounts)}/{Hex(i.Data)}"),
            .. message.Lookups.Select(l => $"{l.Table}/{Hex(l.WritableIndexes)}/{Hex(l.ReadonlyIndexes)}"),
        ]);
    }

    private static string Hex(System.Collections.Immutable.ImmutableArray<byte> bytes) => Convert.ToHexString(bytes.AsSpan());
}
