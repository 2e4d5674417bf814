using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>
/// SPL Token, and Token-2022 under the other id: which instruction it is, its name in the log, and its price. Multisignature owners
/// are not emulated.
/// </summary>
internal sealed class TokenProgram : IProgram
{
    // Compute units are of the order that the mainnet bytecode uses; exact figures are not promised by anybody.
    private static readonly Dictionary<byte, (string Name, ulong Units, Action<InvokeContext> Run)> Instructions = new()
    {
        [0] = ("InitializeMint", 2_800, c => TokenSetup.InitializeMint(c)),
        [1] = ("InitializeAccount", 4_500, c => TokenSetup.InitializeAccount(c, c[2].Key)),
        [3] = ("Transfer", 4_645, c => TokenMoves.Transfer(c, withMint: false)),
        [4] = ("Approve", 2_900, c => TokenAuthorities.Approve(c, withMint: false)),
        [5] = ("Revoke", 2_700, TokenAuthorities.Revoke),
        [6] = ("SetAuthority", 3_100, TokenAuthorities.SetAuthority),
        [7] = ("MintTo", 4_500, c => TokenMoves.MintTo(c, isChecked: false)),
        [8] = ("Burn", 4_700, c => TokenMoves.Burn(c, isChecked: false)),
        [9] = ("CloseAccount", 3_000, TokenAuthorities.CloseAccount),
        [10] = ("FreezeAccount", 4_300, c => TokenAuthorities.Freeze(c, TokenHolding.Frozen)),
        [11] = ("ThawAccount", 4_300, c => TokenAuthorities.Freeze(c, TokenHolding.Initialized)),
        [12] = ("TransferChecked", 6_200, c => TokenMoves.Transfer(c, withMint: true)),
        [13] = ("ApproveChecked", 4_500, c => TokenAuthorities.Approve(c, withMint: true)),
        [14] = ("MintToChecked", 4_500, c => TokenMoves.MintTo(c, isChecked: true)),
        [15] = ("BurnChecked", 4_700, c => TokenMoves.Burn(c, isChecked: true)),
        [16] = ("InitializeAccount2", 4_300, c => TokenSetup.InitializeAccount(c, Key(c))),
        [17] = ("SyncNative", 3_000, TokenMoves.SyncNative),
        [18] = ("InitializeAccount3", 4_200, c => TokenSetup.InitializeAccount(c, Key(c))),
        [20] = ("InitializeMint2", 2_800, c => TokenSetup.InitializeMint(c)),
        [21] = ("GetAccountDataSize", 1_600, TokenSetup.GetAccountDataSize),
        [22] = ("InitializeImmutableOwner", 1_400, TokenSetup.InitializeImmutableOwner),
    };

    private static readonly byte[] MetadataInitialize = [210, 225, 30, 162, 88, 184, 77, 141];

    public bool IsBuiltin => false;

    public void Execute(InvokeContext context)
    {
        if (context.Program == ProgramIds.Token2022 && context.Data.AsSpan().StartsWith(MetadataInitialize))
        {
            context.Consume(6_000);
            context.Log("TokenMetadataInstruction: Initialize");
            ExtensionInstructions.InitializeMetadata(context);
            return;
        }

        if (context.Data.Length == 0)
        {
            throw context.Fail(TokenError.InvalidInstruction);
        }

        if (Instructions.TryGetValue(context.Data[0], out var instruction))
        {
            context.Log($"Instruction: {instruction.Name}");
            context.Consume(instruction.Units);
            try
            {
                instruction.Run(context);
            }
            catch (InstructionFailure failure) when (failure.Error.Name == "InvalidInstructionData")
            {
                throw context.Fail(TokenError.InvalidInstruction);
            }
        }
        else if (context.Program != ProgramIds.Token2022 || !ExtensionInstructions.TryExecute(context))
        {
            throw context.Fail(TokenError.InvalidInstruction);
        }
    }

    /// <summary>The amount behind the instruction's number, and the decimals behind it where they are checked.</summary>
    public static (ulong Amount, byte? Decimals) Amount(InvokeContext context, bool withDecimals) => context.Read(data =>
    {
        var reader = new WireReader(data.AsSpan(1));
        return (reader.U64(), withDecimals ? reader.Byte() : (byte?)null);
    });

    /// <summary>An initialized mint that belongs to the running program.</summary>
    public static Mint ReadMint(InvokeContext context, InstructionAccount account)
    {
        RequireOwned(context, account);
        var mint = Mint.TryRead(account.Data) ?? throw new InstructionFailure("InvalidAccountData");
        return mint.IsInitialized ? mint : throw new InstructionFailure("UninitializedAccount");
    }

    /// <summary>An initialized holding that belongs to the running program.</summary>
    public static TokenHolding ReadHolding(InvokeContext context, InstructionAccount account)
    {
        if (account.Data.Length != TokenHolding.Length && (context.Program == ProgramIds.Token || !TokenExtensions.IsHolding(account.Data)))
        {
            throw new InstructionFailure("InvalidAccountData");
        }

        RequireOwned(context, account);
        return TokenHolding.TryRead(account.Data) ?? throw new InstructionFailure("UninitializedAccount");
    }

    public static void RequireAuthority(InvokeContext context, PublicKey expected, InstructionAccount authority)
    {
        if (expected != authority.Key)
        {
            throw context.Fail(TokenError.OwnerMismatch);
        }

        authority.RequireSigner();
    }

    private static void RequireOwned(InvokeContext context, InstructionAccount account)
    {
        if (account.Owner != context.Program)
        {
            throw new InstructionFailure(account.Lamports == 0 || account.Data.Length == 0 ? "InvalidAccountData" : "IncorrectProgramId");
        }
    }

    private static PublicKey Key(InvokeContext context) => context.Read(data =>
    {
        var reader = new WireReader(data.AsSpan(1));
        return reader.Key();
    });
}
