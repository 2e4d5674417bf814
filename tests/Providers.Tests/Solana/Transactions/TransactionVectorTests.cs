using System.Text.Json.Serialization;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Transactions;

/// <summary>Forty transactions of another client: made, signed, read and resolved here, byte for byte the same.</summary>
public sealed class TransactionVectorTests
{
    internal static readonly List<TransactionVector> All = Vectors.Of<TransactionVector>("transactions.json", "transactions");

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, All.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Compile_and_Sign_give_the_bytes_of_another_client(int number)
    {
        var vector = All[number];

        var message = vector.Legacy
            ? MessageCompiler.CompileLegacy(PublicKey.Parse(vector.Payer), vector.Calls, Blockhash.Parse(vector.Blockhash))
            : MessageCompiler.Compile(PublicKey.Parse(vector.Payer), vector.Calls, Blockhash.Parse(vector.Blockhash), vector.LookupTables);
        var transaction = SolanaTransaction.Unsigned(message);

        Assert.Equal(vector.Unsigned, transaction.ToBase64());
        foreach (var seed in vector.SignerSeeds)
        {
            using var pair = new SolanaKeyPair(Convert.FromHexString(seed));
            transaction = transaction.Sign(pair);
        }

        Assert.Equal(vector.Signed, transaction.ToBase64());
        Assert.True(transaction.Verify());
        Assert.Empty(transaction.MissingSigners);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Parse_and_Resolve_return_the_instructions_it_was_made_of(int number)
    {
        var vector = All[number];

        var transaction = SolanaTransaction.Parse(vector.Signed);
        var resolved = transaction.Message.Resolve(vector.LookupTables);

        Assert.Equal(vector.Signed, transaction.ToBase64());
        Assert.Equal(vector.Payer, transaction.Message.FeePayer.ToString());
        Assert.Equal(vector.Blockhash, transaction.Message.RecentBlockhash.ToString());
        Assert.Equal(!vector.Legacy, transaction.Message.IsVersion0);
        Assert.Equal(vector.Calls.Count, resolved.Instructions.Length);
        Assert.All(resolved.Instructions.Zip(vector.Calls), pair =>
        {
            Assert.Equal(pair.Second.Program, pair.First.Program);
            Assert.Equal(pair.Second.Data, pair.First.Data);
            Assert.Equal(pair.Second.Accounts.Select(a => a.Key), pair.First.Accounts.Select(a => a.Key));
            // A use may be more than an instruction asks for, where another asks for more; never less.
            Assert.All(pair.Second.Accounts.Zip(pair.First.Accounts), a => Assert.True((!a.First.IsSigner || a.Second.IsSigner) && (!a.First.IsWritable || a.Second.IsWritable)));
        });
    }

    [Fact]
    public void The_vectors_use_every_shape()
    {
        var parsed = All.Select(vector => SolanaTransaction.Parse(vector.Signed)).ToList();

        Assert.Contains(parsed, t => !t.Message.IsVersion0);
        Assert.Contains(parsed, t => t.Message.Lookups.Length == 2);
        Assert.Contains(parsed, t => t.Signatures.Length == 3);
        Assert.Contains(parsed, t => t.Message.Header.ReadonlySigned > 0);
        Assert.Contains(parsed, t => t.Message.Instructions.Any(i => i.Data.Length > 127));
    }

    internal sealed record TransactionVector(
        bool Legacy, string Payer, string Blockhash, List<CallVector> Instructions, List<TableVector> Tables, List<string> SignerSeeds, string Unsigned, string Signed)
    {
        [JsonIgnore]
        public List<Instruction> Calls => [.. Instructions.Select(call => call.Call)];

        [JsonIgnore]
        public List<AddressLookupTable> LookupTables =>
            [.. Tables.Select(table => new AddressLookupTable(PublicKey.Parse(table.Key), [.. table.Addresses.Select(PublicKey.Parse)]))];
    }

    internal sealed record CallVector(string Program, List<AccountVector> Accounts, string Data)
    {
        [JsonIgnore]
        public Instruction Call => new(PublicKey.Parse(Program),
            [.. Accounts.Select(a => new AccountMeta(PublicKey.Parse(a.Key), a.Signer, a.Writable))], [.. Convert.FromHexString(Data)]);
    }

    internal sealed record AccountVector(string Key, bool Signer, bool Writable);

    internal sealed record TableVector(string Key, List<string> Addresses);
}
