using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>
/// Token-2022's instructions that give a mint its extensions before it is initialized, and its metadata after. Transfer hooks are
/// kept as data and never called.
/// </summary>
internal static class ExtensionInstructions
{
    /// <summary>The metadata interface numbers its errors by hashes; this one as the real program answers it.</summary>
    private const uint IncorrectMintAuthority = 901_952_959;

    /// <summary>Runs an instruction of an extension; false where its number is unknown.</summary>
    public static bool TryExecute(InvokeContext context)
    {
        context.Consume(1_500);
        var account = context[0];
        switch (context.Data)
        {
            case [25, .. var rest]:
                context.Log("Instruction: InitializeMintCloseAuthority");
                Add(account, ExtensionType.MintCloseAuthority, rest is [1, ..] && rest.Length == 33 ? rest[1..] : new byte[PublicKey.Length]);
                return true;
            case [26, 0, ..]:
                context.Log("TransferFeeInstruction: InitializeTransferFeeConfig");
                Add(account, ExtensionType.TransferFeeConfig, context.Read(ReadFee).ToBytes());
                return true;
            case [26, 1, ..]:
                context.Log("TransferFeeInstruction: TransferCheckedWithFee");
                var (amount, decimals, fee) = context.Read(static data =>
                {
                    var reader = new WireReader(data.AsSpan(2));
                    return (reader.U64(), reader.Byte(), reader.U64());
                });
                TokenMoves.Transfer(context, withMint: true, (amount, decimals), fee);
                return true;
            case [28, 0, var state]:
                context.Log("Instruction: InitializeDefaultAccountState");
                Add(account, ExtensionType.DefaultAccountState, [state]);
                return true;
            case [32]:
                context.Log("Instruction: InitializeNonTransferableMint");
                Add(account, ExtensionType.NonTransferable, []);
                return true;
            case [35, .. var key] when key.Length == PublicKey.Length:
                context.Log("Instruction: InitializePermanentDelegate");
                Add(account, ExtensionType.PermanentDelegate, key);
                return true;
            case [36, 0, .. var hook] when hook.Length == 2 * PublicKey.Length:
                context.Log("TransferHookInstruction: Initialize");
                Add(account, ExtensionType.TransferHook, hook);
                return true;
            case [39, 0, .. var pointer] when pointer.Length == 2 * PublicKey.Length:
                context.Log("MetadataPointerInstruction: Initialize");
                Add(account, ExtensionType.MetadataPointer, pointer);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Token metadata interface: name, symbol and address of a picture, kept in the mint itself.</summary>
    public static void InitializeMetadata(InvokeContext context)
    {
        var (metadata, updateAuthority, mintAccount, mintAuthority) = (context[0], context[1], context[2], context[3]);
        var (name, symbol, uri) = context.Read(static data =>
        {
            var reader = new WireReader(data.AsSpan(8));
            return (reader.Text(), reader.Text(), reader.Text());
        });
        if (TokenProgram.ReadMint(context, mintAccount).MintAuthority != mintAuthority.RequireSigner().Key)
        {
            throw new InstructionFailure(IncorrectMintAuthority);
        }

        if (metadata.Key != mintAccount.Key || !TokenExtensions.Has(mintAccount.Data, ExtensionType.MetadataPointer))
        {
            throw new InstructionFailure("InvalidAccountData");
        }

        if (TokenExtensions.Has(metadata.Data, ExtensionType.TokenMetadata))
        {
            throw context.Fail(TokenError.ExtensionAlreadyInitialized);
        }

        TokenExtensions.Write(metadata, ExtensionType.TokenMetadata, Metadata(updateAuthority.Key, mintAccount.Key, name, symbol, uri), grow: true);
    }

    public static byte[] Metadata(PublicKey updateAuthority, PublicKey mint, string name, string symbol, string uri) =>
        new WireWriter().Key(updateAuthority).Key(mint).Text(name).Text(symbol).Text(uri).U32(0).ToArray();

    /// <summary>Changes the authority of an extension; false where the number belongs to none that is emulated.</summary>
    public static bool TrySetAuthority(InvokeContext context, byte kind, PublicKey? authority)
    {
        (ExtensionType Type, int At)? place = kind switch
        {
            4 => (ExtensionType.TransferFeeConfig, 0),
            5 => (ExtensionType.TransferFeeConfig, PublicKey.Length),
            6 => (ExtensionType.MintCloseAuthority, 0),
            8 => (ExtensionType.PermanentDelegate, 0),
            10 => (ExtensionType.TransferHook, 0),
            12 => (ExtensionType.MetadataPointer, 0),
            _ => null,
        };
        if (place is not { } at || TokenExtensions.Find(context[0].Data, at.Type) is not { } found)
        {
            return false;
        }

        var value = found.ToArray();
        TokenProgram.RequireAuthority(context, PublicKey.Read(value.AsSpan(at.At)), context[1]);
        (authority ?? default).Write(value.AsSpan(at.At));
        TokenExtensions.Write(context[0], at.Type, value);
        return true;
    }

    private static void Add(InstructionAccount account, ExtensionType type, byte[] value)
    {
        if (account.Data.Length <= TokenExtensions.TypeAt || account.Data[45] != 0)
        {
            throw new InstructionFailure(account.Data.Length <= TokenExtensions.TypeAt ? "InvalidAccountData" : "AccountAlreadyInitialized");
        }

        TokenExtensions.Write(account, type, value);
    }

    private static TransferFee ReadFee(byte[] data)
    {
        var reader = new WireReader(data.AsSpan(2));
        PublicKey? config = reader.Byte() == 1 ? reader.Key() : null;
        PublicKey? withdraw = reader.Byte() == 1 ? reader.Key() : null;
        var points = reader.U16();
        return new TransferFee(config, withdraw, 0, reader.U64(), points);
    }
}
