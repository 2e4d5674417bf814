using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Programs;

/// <summary>Which right over a mint or an account changes hands: <c>AuthorityType</c> of the token programs.</summary>
public enum TokenAuthority : byte
{
    /// <summary>To mint.</summary>
    MintTokens = 0,

    /// <summary>To freeze accounts.</summary>
    FreezeAccount = 1,

    /// <summary>The owner of an account.</summary>
    AccountOwner = 2,

    /// <summary>To close an account.</summary>
    CloseAccount = 3,
}

/// <summary>
/// Calls that SPL Token and Token-2022 share; the program is given, as the mint's owner decides it. Amounts are base units. Moving and burning
/// name the mint and its decimals, so that a mistake about either fails on the chain instead of moving a thousandfold.
/// </summary>
public static class TokenInstructions
{
    internal const byte SetAuthorityTag = 6;
    internal const byte MintToTag = 7;
    internal const byte CloseAccountTag = 9;
    internal const byte TransferCheckedTag = 12;
    internal const byte BurnCheckedTag = 15;
    internal const byte SyncNativeTag = 17;
    internal const byte InitializeMint2Tag = 20;
    internal const byte MetadataPointerTag = 39;

    /// <summary>Makes a mint of an account with the right size.</summary>
    /// <param name="program">The token program.</param>
    /// <param name="mint">The account.</param>
    /// <param name="decimals">How many digits stand behind the point.</param>
    /// <param name="authority">Who may mint.</param>
    /// <param name="freezeAuthority">Who may freeze accounts; null for nobody, for ever.</param>
    public static Instruction InitializeMint(PublicKey program, PublicKey mint, byte decimals, PublicKey authority, PublicKey? freezeAuthority) => new(
        program,
        [AccountMeta.Writable(mint)],
        [InitializeMint2Tag, decimals, .. authority.Span, .. Option(freezeAuthority)]);

    /// <summary>Says where the metadata of a Token-2022 mint stand. Comes before <see cref="InitializeMint"/>.</summary>
    /// <param name="mint">The mint.</param>
    /// <param name="authority">Who may point elsewhere; null for nobody.</param>
    /// <param name="metadata">Where they stand: the mint itself, for metadata in the mint.</param>
    public static Instruction InitializeMetadataPointer(PublicKey mint, PublicKey? authority, PublicKey metadata) => new(
        SolanaPrograms.Token2022,
        [AccountMeta.Writable(mint)],
        [MetadataPointerTag, 0, .. authority.GetValueOrDefault().Span, .. metadata.Span]);

    /// <summary>Mints base units into an account.</summary>
    public static Instruction MintTo(PublicKey program, PublicKey mint, PublicKey account, PublicKey authority, ulong amount) => new(
        program,
        [AccountMeta.Writable(mint), AccountMeta.Writable(account), AccountMeta.Signer(authority)],
        [MintToTag, .. LittleEndian.Of(amount)]);

    /// <summary>Moves base units from an account of the owner, who signs.</summary>
    public static Instruction TransferChecked(PublicKey program, PublicKey source, PublicKey mint, PublicKey destination, PublicKey owner, ulong amount, byte decimals) => new(
        program,
        [AccountMeta.Writable(source), AccountMeta.Readonly(mint), AccountMeta.Writable(destination), AccountMeta.Signer(owner)],
        [TransferCheckedTag, .. LittleEndian.Of(amount), decimals]);

    /// <summary>Destroys base units of an account of the owner, who signs.</summary>
    public static Instruction BurnChecked(PublicKey program, PublicKey account, PublicKey mint, PublicKey owner, ulong amount, byte decimals) => new(
        program,
        [AccountMeta.Writable(account), AccountMeta.Writable(mint), AccountMeta.Signer(owner)],
        [BurnCheckedTag, .. LittleEndian.Of(amount), decimals]);

    /// <summary>Closes an account without tokens; its lamports go to the destination. Of wrapped SOL all lamports go, wrapped ones too.</summary>
    public static Instruction CloseAccount(PublicKey program, PublicKey account, PublicKey destination, PublicKey owner) => new(
        program,
        [AccountMeta.Writable(account), AccountMeta.Writable(destination), AccountMeta.Signer(owner)],
        [CloseAccountTag]);

    /// <summary>Counts the lamports that were moved to an account of wrapped SOL as tokens of it.</summary>
    public static Instruction SyncNative(PublicKey program, PublicKey account) => new(program, [AccountMeta.Writable(account)], [SyncNativeTag]);

    /// <summary>Gives a right to another, or to nobody, for ever.</summary>
    /// <param name="program">The token program.</param>
    /// <param name="account">The mint or account.</param>
    /// <param name="current">Who has it now; signs.</param>
    /// <param name="authority">The right.</param>
    /// <param name="next">Who has it then; null for nobody.</param>
    public static Instruction SetAuthority(PublicKey program, PublicKey account, PublicKey current, TokenAuthority authority, PublicKey? next) => new(
        program,
        [AccountMeta.Writable(account), AccountMeta.Signer(current)],
        [SetAuthorityTag, (byte)authority, .. Option(next)]);

    /// <summary>A key behind a byte that says whether there is one.</summary>
    private static byte[] Option(PublicKey? key) => key is { } given ? [1, .. given.Span] : [0];
}
