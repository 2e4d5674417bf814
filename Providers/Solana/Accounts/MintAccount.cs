using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;

namespace PuppetEngine.Providers.Solana.Accounts;

/// <summary>The state of a mint.</summary>
/// <param name="Program">The token program that it belongs to.</param>
/// <param name="MintAuthority">Who may mint; null for nobody.</param>
/// <param name="Supply">How much there is, in base units.</param>
/// <param name="Decimals">How many digits stand behind the point.</param>
/// <param name="FreezeAuthority">Who may freeze accounts; null for nobody.</param>
/// <param name="Extensions">What Token-2022 adds.</param>
public sealed record MintAccount(
    PublicKey Program, PublicKey? MintAuthority, ulong Supply, byte Decimals, PublicKey? FreezeAuthority, ImmutableArray<TokenExtension> Extensions)
{
    private const int Size = 82;

    /// <summary>What it takes of each transfer; null for nothing.</summary>
    public TransferFeeConfig? TransferFee => Find(TokenExtensionType.TransferFeeConfig) is { } fee ? TransferFeeConfig.Of(fee) : null;

    /// <summary>Who may move the tokens of every holder; null for nobody.</summary>
    public PublicKey? PermanentDelegate => Find(TokenExtensionType.PermanentDelegate) is { } found ? AccountReader.NonZeroKey(found.State(32), 0) : null;

    /// <summary>The program that is asked at each transfer; null for none. The authority may still name one where the extension stands.</summary>
    public PublicKey? TransferHook => Find(TokenExtensionType.TransferHook) is { } found ? AccountReader.NonZeroKey(found.State(64), 32) : null;

    /// <summary>Whether it has no extension, or none but metadata.</summary>
    public bool HasOnlyMetadata => Extensions.All(extension => extension.Type is TokenExtensionType.MetadataPointer or TokenExtensionType.TokenMetadata);

    /// <summary>Reads a mint.</summary>
    /// <param name="owner">The program that owns the account, as the RPC says: what the data mean depends on it.</param>
    /// <param name="data">The account's data.</param>
    /// <exception cref="AccountFormatException">It is no initialised mint of a token program.</exception>
    public static MintAccount Decode(PublicKey owner, ReadOnlySpan<byte> data)
    {
        if (!SolanaPrograms.IsTokenProgram(owner) || data.Length < Size || (owner == SolanaPrograms.Token && data.Length != Size) || data[45] != 1)
        {
            throw new AccountFormatException("The account is no initialised mint of a token program.");
        }

        return new MintAccount(
            owner,
            AccountReader.OptionalKey(data, 0),
            AccountReader.U64(data, 36),
            data[44],
            AccountReader.OptionalKey(data, 46),
            TokenExtension.Read(data, Size, TokenExtension.MintType));
    }

    /// <summary>An extension; null if it is not there.</summary>
    public TokenExtension? Find(TokenExtensionType type)
    {
        foreach (var extension in Extensions)
        {
            if (extension.Type == type)
            {
                return extension;
            }
        }

        return null;
    }
}
