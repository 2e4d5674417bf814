using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Programs;

/// <summary>
/// Calls of the token metadata interface that Token-2022 implements for metadata in the mint itself. Each begins with the first eight bytes of
/// a SHA-256, of <c>spl_token_metadata_interface:initialize_account</c> and <c>…:update_the_authority</c>.
/// </summary>
public static class TokenMetadataInstructions
{
    private static ReadOnlySpan<byte> InitializeTag => [0xd2, 0xe1, 0x1e, 0xa2, 0x58, 0xb8, 0x4d, 0x8d];

    private static ReadOnlySpan<byte> UpdateAuthorityTag => [0xd7, 0xe4, 0xa6, 0xe4, 0x54, 0x64, 0x56, 0x7b];

    /// <summary>Writes name, symbol and address into a mint. The mint grows, so its balance must already cover the larger size.</summary>
    /// <param name="mint">The mint, whose pointer points to itself.</param>
    /// <param name="updateAuthority">Who may change them later.</param>
    /// <param name="mintAuthority">Who may mint; signs.</param>
    /// <param name="name">The name.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="uri">Where more stands.</param>
    public static Instruction Initialize(PublicKey mint, PublicKey updateAuthority, PublicKey mintAuthority, string name, string symbol, string uri) => new(
        SolanaPrograms.Token2022,
        [AccountMeta.Writable(mint), AccountMeta.Readonly(updateAuthority), AccountMeta.Readonly(mint), AccountMeta.Signer(mintAuthority)],
        [.. InitializeTag, .. LittleEndian.Of(name), .. LittleEndian.Of(symbol), .. LittleEndian.Of(uri)]);

    /// <summary>Gives the right to change the metadata to another, or to nobody, for ever.</summary>
    public static Instruction UpdateAuthority(PublicKey mint, PublicKey current, PublicKey? next) => new(
        SolanaPrograms.Token2022,
        [AccountMeta.Writable(mint), AccountMeta.Signer(current)],
        [.. UpdateAuthorityTag, .. next.GetValueOrDefault().Span]);
}
