using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Programs;

namespace PuppetEngine.Providers.Solana.Accounts;

/// <summary>Extensions of Token-2022 by their numbers: <c>ExtensionType</c>. Numbers that are not named here occur as new ones are invented.</summary>
public enum TokenExtensionType : ushort
{
    /// <summary>Takes a part of every transfer.</summary>
    TransferFeeConfig = 1,

    /// <summary>Of an account: the fees withheld in it.</summary>
    TransferFeeAmount = 2,

    /// <summary>Lets the mint be closed, and made anew.</summary>
    MintCloseAuthority = 3,

    /// <summary>Confidential transfers.</summary>
    ConfidentialTransferMint = 4,

    /// <summary>Of an account: confidential transfers.</summary>
    ConfidentialTransferAccount = 5,

    /// <summary>New accounts may be frozen from the start.</summary>
    DefaultAccountState = 6,

    /// <summary>Of an account: its owner cannot change.</summary>
    ImmutableOwner = 7,

    /// <summary>Of an account: transfers to it need a memo.</summary>
    MemoTransfer = 8,

    /// <summary>Tokens that cannot be given away.</summary>
    NonTransferable = 9,

    /// <summary>Shown amounts grow.</summary>
    InterestBearingConfig = 10,

    /// <summary>Of an account: refuses some calls from programs.</summary>
    CpiGuard = 11,

    /// <summary>Somebody may move and burn the tokens of every holder.</summary>
    PermanentDelegate = 12,

    /// <summary>Of an account: its mint is not transferable.</summary>
    NonTransferableAccount = 13,

    /// <summary>A program that is asked at every transfer, and may refuse.</summary>
    TransferHook = 14,

    /// <summary>Of an account: its mint has a hook.</summary>
    TransferHookAccount = 15,

    /// <summary>Where the metadata stand.</summary>
    MetadataPointer = 18,

    /// <summary>Metadata in the mint.</summary>
    TokenMetadata = 19,

    /// <summary>Shown amounts are multiplied.</summary>
    ScaledUiAmount = 25,

    /// <summary>All transfers can be stopped.</summary>
    Pausable = 26,
}

/// <summary>One extension of a mint or an account, with its bytes.</summary>
/// <param name="Type">Which.</param>
/// <param name="Data">Its state.</param>
public readonly record struct TokenExtension(TokenExtensionType Type, ImmutableArray<byte> Data)
{
    /// <summary>The length of an account before its type and extensions; a mint is filled up to it with zeros.</summary>
    internal const int BaseSize = 165;

    internal const byte MintType = 1;
    internal const byte AccountType = 2;

    /// <summary>
    /// Reads the extensions behind a mint or an account of Token-2022: the account's type at 165, then (type u16, length u16, state). A zero
    /// type ends them.
    /// </summary>
    /// <exception cref="AccountFormatException">They do not fit, or one comes twice.</exception>
    internal static ImmutableArray<TokenExtension> Read(ReadOnlySpan<byte> data, int size, byte type)
    {
        if (data.Length == size)
        {
            return [];
        }

        if (data.Length <= BaseSize || data[BaseSize] != type || data[size..BaseSize].ContainsAnyExcept((byte)0))
        {
            throw new AccountFormatException("The data are not those of a mint or an account of Token-2022.");
        }

        var extensions = ImmutableArray.CreateBuilder<TokenExtension>();
        var rest = data[(BaseSize + 1)..];
        while (rest.Length >= 4 && AccountReader.U16(rest, 0) != 0)
        {
            var kind = (TokenExtensionType)AccountReader.U16(rest, 0);
            var length = AccountReader.U16(rest, 2);
            if (length > rest.Length - 4 || extensions.Any(known => known.Type == kind))
            {
                throw new AccountFormatException("The extensions of a mint or an account do not fit, or one comes twice.");
            }

            extensions.Add(new TokenExtension(kind, [.. rest.Slice(4, length)]));
            rest = rest[(4 + length)..];
        }

        return rest.ContainsAnyExcept((byte)0)
            ? throw new AccountFormatException("Something stands behind the extensions of a mint or an account.")
            : extensions.DrainToImmutable();
    }

    /// <summary>The state of this extension, checked for its length.</summary>
    internal ReadOnlySpan<byte> State(int size) => Data.Length == size
        ? Data.AsSpan()
        : throw new AccountFormatException($"The extension {Type} has {Data.Length} bytes instead of {size}.");
}
