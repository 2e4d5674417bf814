using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Control;

/// <summary>Writes a mint's account as its instructions would have.</summary>
internal static class MintMaker
{
    public static ChainAccount Make(PublicKey key, SolanaMintRequest asked)
    {
        var extensions = Extensions(key, asked).ToList();
        var isToken2022 = asked.Token2022 || extensions.Count > 0;
        var length = extensions.Count == 0 ? Mint.Length : TokenExtensions.TypeAt + 1 + extensions.Sum(e => 4 + e.Value.Length);
        var account = new WorkingAccount(key, new ChainAccount(Rent.Minimum(length), isToken2022 ? ProgramIds.Token2022 : ProgramIds.Token, new byte[length]), false, true);
        var writer = new InstructionAccount(account, account.Owner, false, true);
        TokenExtensions.Stamp(writer.Write(), isMint: true);
        new Mint(Key(asked.MintAuthority), asked.Supply, asked.Decimals, true, Key(asked.FreezeAuthority)).Write(writer.Write());
        foreach (var (type, value) in extensions)
        {
            TokenExtensions.Write(writer, type, value);
        }

        return account.After();
    }

    private static IEnumerable<(ExtensionType Type, byte[] Value)> Extensions(PublicKey mint, SolanaMintRequest asked)
    {
        static byte[] Bytes(string key) => PublicKey.Parse(key).ToBytes();
        if (asked.TransferFeeBps is { } points)
        {
            yield return (ExtensionType.TransferFeeConfig, new TransferFee(Key(asked.MintAuthority), Key(asked.MintAuthority), 0, asked.TransferFeeMaximum, points).ToBytes());
        }

        if (asked.MintCloseAuthority is { } closer)
        {
            yield return (ExtensionType.MintCloseAuthority, Bytes(closer));
        }

        if (asked.DefaultFrozen)
        {
            yield return (ExtensionType.DefaultAccountState, [TokenHolding.Frozen]);
        }

        if (asked.NonTransferable)
        {
            yield return (ExtensionType.NonTransferable, []);
        }

        if (asked.PermanentDelegate is { } permanent)
        {
            yield return (ExtensionType.PermanentDelegate, Bytes(permanent));
        }

        if (asked.TransferHook is { } hook)
        {
            yield return (ExtensionType.TransferHook, [.. new byte[PublicKey.Length], .. Bytes(hook)]);
        }

        if (asked.PauseAuthority is { } pauser)
        {
            yield return (ExtensionType.Pausable, [.. Bytes(pauser), 0]);
        }

        if (asked is { Symbol: { } symbol, Name: { } name } && (asked.Token2022 || asked.TransferFeeBps is not null || asked.PermanentDelegate is not null))
        {
            var authority = Key(asked.MintAuthority) ?? default;
            yield return (ExtensionType.MetadataPointer, [.. authority.ToBytes(), .. mint.ToBytes()]);
            yield return (ExtensionType.TokenMetadata, ExtensionInstructions.Metadata(authority, mint, name, symbol, asked.Uri));
        }
    }

    private static PublicKey? Key(string? text) => text is null ? null : PublicKey.Parse(text);
}
