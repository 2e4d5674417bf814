using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;
using PuppetEngine.Tests.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Programs;

/// <summary>Each instruction equals the one that another client makes: program, accounts with their rights, and data.</summary>
public sealed class ProgramInstructionTests
{
    private static readonly Dictionary<string, Instruction> Known = Vectors.Of<NamedCall>("instructions.json", "instructions")
        .ToDictionary(call => call.Name, call => new TransactionVectorTests.CallVector(call.Program, call.Accounts, call.Data).Call);

    private static readonly PublicKey A = Key("a");
    private static readonly PublicKey B = Key("b");
    private static readonly PublicKey C = Key("c");
    private static readonly PublicKey Mint = Key("mint");
    private static readonly PublicKey Token = SolanaPrograms.Token;
    private static readonly PublicKey Token2022 = SolanaPrograms.Token2022;

    private static readonly Dictionary<string, Instruction> Made = new()
    {
        ["system_transfer"] = SystemInstructions.Transfer(A, B, 1234567890123),
        ["system_create_account"] = SystemInstructions.CreateAccount(A, Mint, 1461600, 82, Token),
        ["compute_limit"] = ComputeBudgetInstructions.SetUnitLimit(212345),
        ["compute_price"] = ComputeBudgetInstructions.SetUnitPrice(987654321),
        ["ata_create_idempotent"] = AssociatedTokenInstructions.CreateIdempotent(A, B, Mint, Token),
        ["ata_create_idempotent_2022"] = AssociatedTokenInstructions.CreateIdempotent(A, B, Mint, Token2022),
        ["initialize_mint2"] = TokenInstructions.InitializeMint(Token, Mint, 9, A, B),
        ["initialize_mint2_no_freeze"] = TokenInstructions.InitializeMint(Token2022, Mint, 6, A, null),
        ["mint_to"] = TokenInstructions.MintTo(Token, Mint, B, A, ulong.MaxValue),
        ["transfer_checked"] = TokenInstructions.TransferChecked(Token2022, A, Mint, B, C, 77, 9),
        ["burn_checked"] = TokenInstructions.BurnChecked(Token, A, Mint, C, 12345, 6),
        ["close_account"] = TokenInstructions.CloseAccount(Token, A, B, C),
        ["sync_native"] = TokenInstructions.SyncNative(Token, A),
        ["set_authority_none"] = TokenInstructions.SetAuthority(Token, Mint, A, TokenAuthority.MintTokens, null),
        ["set_authority_freeze"] = TokenInstructions.SetAuthority(Token2022, Mint, A, TokenAuthority.FreezeAccount, B),
        ["metadata_pointer"] = TokenInstructions.InitializeMetadataPointer(Mint, A, Mint),
        ["token_metadata"] = TokenMetadataInstructions.Initialize(Mint, A, B, "Püppet Coin", "PUP", "https://example.org/p.json"),
        ["token_metadata_authority_none"] = TokenMetadataInstructions.UpdateAuthority(Mint, A, null),
    };

    public static TheoryData<string> Names => [.. Known.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_instruction_equals_that_of_another_client(string name)
    {
        var (known, made) = (Known[name], Made[name]);

        Assert.Equal(known.Program, made.Program);
        Assert.Equal(known.Accounts, made.Accounts);
        Assert.Equal(Convert.ToHexString(known.Data.AsSpan()), Convert.ToHexString(made.Data.AsSpan()));
    }

    [Fact]
    public void A_memo_is_its_text_and_its_signers()
    {
        var memo = MemoInstructions.Write("größe", A);

        Assert.Equal("größe"u8.ToArray(), memo.Data);
        Assert.Equal([AccountMeta.Signer(A)], memo.Accounts);
    }

    [Theory]
    [InlineData(true, true, true, 6)]
    [InlineData(false, false, false, 8)]
    public void A_token_is_created_in_one_transaction(bool mint, bool freeze, bool metadata, int calls)
    {
        var creation = new TokenCreation
        {
            Creator = A, Mint = Mint, Decimals = 6, Supply = 1_000_000_000_000, Name = "Püppet Coin", Symbol = "PUP", Uri = "https://example.org/p.json",
            KeepsMintAuthority = mint, KeepsFreezeAuthority = freeze, KeepsMetadataAuthority = metadata,
        };

        var instructions = creation.Instructions(5_000_000);
        var message = MessageCompiler.Compile(A, instructions, default);

        Assert.Equal(calls, instructions.Count);
        Assert.Equal([A, Mint], message.Signers);
        Assert.NotNull(SolanaTransaction.Unsigned(message));
        // 234 bytes with the pointer, then a header, two keys, three texts behind their lengths, and an empty list.
        Assert.Equal(234UL + 4 + 64 + 4 + 12 + 4 + 3 + 4 + 26 + 4, creation.FinalSpace);
    }

    private static PublicKey Key(string name) => PublicKey.Parse(Vectors.Of("instructions.json")["keys"]![name]!.GetValue<string>());

    private sealed record NamedCall(string Name, string Program, List<TransactionVectorTests.AccountVector> Accounts, string Data);
}
