using System.Buffers.Binary;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Transactions;

public sealed class SolanaTransactionTests
{
    private static readonly PublicKey Program = new([.. Enumerable.Repeat((byte)9, 32)]);
    private static readonly PublicKey Other = new([.. Enumerable.Repeat((byte)8, 32)]);

    [Fact]
    public void Sign_leaves_every_byte_but_its_own_signature()
    {
        using var payer = SolanaKeyPair.Generate();
        using var maker = SolanaKeyPair.Generate();
        var message = MessageCompiler.Compile(payer.Address, [new Instruction(Program, [AccountMeta.Signer(maker.Address)], [1, 2])], default);
        var unsigned = SolanaTransaction.Unsigned(message);

        var byMaker = unsigned.Sign(maker);
        var byBoth = byMaker.Sign(payer);

        Assert.Equal([payer.Address], byMaker.MissingSigners);
        Assert.False(byMaker.Verify());
        Assert.True(byBoth.Verify());
        Assert.Equal(byMaker.Signatures[1], byBoth.Signatures[1]);
        Assert.Equal(unsigned.Bytes[129..], byBoth.Bytes[129..]);
        Assert.Equal(byBoth.Id, byBoth.Signatures[0]);
        Assert.Equal(byBoth.ToBase64(), byBoth.Sign(payer).ToBase64());
    }

    [Fact]
    public void Sign_refuses_a_wallet_that_is_not_asked()
    {
        using var payer = SolanaKeyPair.Generate();
        using var stranger = SolanaKeyPair.Generate();
        var transaction = SolanaTransaction.Unsigned(MessageCompiler.Compile(payer.Address, [new Instruction(Program, [AccountMeta.Writable(stranger.Address)], [])], default));

        Assert.Throws<ArgumentException>(() => transaction.Sign(stranger));
    }

    [Fact]
    public void Compile_refuses_what_does_not_fit_into_a_packet()
    {
        var large = new Instruction(Program, [], [.. new byte[1233]]);

        Assert.Equal(TransactionProblem.TooLarge, Assert.Throws<TransactionFormatException>(() => MessageCompiler.Compile(Other, [large], default)).Problem);
        var almost = new Instruction(Program, [], [.. new byte[1232 - 150]]);
        Assert.Equal(TransactionProblem.TooLarge, Assert.Throws<TransactionFormatException>(() => SolanaTransaction.Unsigned(MessageCompiler.Compile(Other, [almost], default))).Problem);
    }

    [Fact]
    public void Resolve_refuses_a_missing_table_a_short_one_and_an_account_that_comes_twice()
    {
        var table = new AddressLookupTable(Other, [new PublicKey([.. Enumerable.Repeat((byte)7, 32)])]);
        var message = MessageCompiler.Compile(default(PublicKey), [new Instruction(Program, [AccountMeta.Writable(table.Addresses[0])], [])], default, table);

        Assert.Single(message.Lookups);
        Assert.Equal(TransactionProblem.LookupTableMissing, Refusal([]));
        Assert.Equal(TransactionProblem.LookupTableMissing, Refusal([table with { Addresses = [] }]));
        Assert.Equal(TransactionProblem.DuplicateAccount, Refusal([table with { Addresses = [Program] }]));
        Assert.True(message.Resolve([table]).Instructions[0].Accounts[0].IsWritable);

        TransactionProblem Refusal(AddressLookupTable[] tables) => Assert.Throws<TransactionFormatException>(() => message.Resolve(tables)).Problem;
    }

    [Fact]
    public void Decode_reads_an_active_lookup_table_and_no_other()
    {
        var data = new byte[56 + 64];
        BinaryPrimitives.WriteUInt32LittleEndian(data, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(4), ulong.MaxValue);
        Program.Span.CopyTo(data.AsSpan(56));
        Other.Span.CopyTo(data.AsSpan(88));

        var table = AddressLookupTable.Decode(Other, data);

        Assert.Equal([Program, Other], table.Addresses);
        Assert.True(table.Agrees(AddressLookupTable.Decode(Other, data)));
        Assert.False(table.Agrees(table with { Addresses = [Other, Program] }));
        Assert.False(table.Agrees(table with { Key = Program }));
        Refused(data.AsSpan(0, 55).ToArray());
        Refused(data.AsSpan(0, 57).ToArray());
        Refused([0, .. data.AsSpan(1)]);
        data[4] = 0;
        Refused(data);

        static void Refused(byte[] data) => Assert.Equal(TransactionProblem.LookupTable, Assert.Throws<TransactionFormatException>(() => AddressLookupTable.Decode(Other, data)).Problem);
    }
}
