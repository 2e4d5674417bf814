using System.Text;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Programs;

/// <summary>A new token of Token-2022 with its metadata in the mint: what it shall be, and the calls that make it so, all in one transaction.</summary>
public sealed record TokenCreation
{
    /// <summary>Who pays, mints and gets the supply; signs.</summary>
    public required PublicKey Creator { get; init; }

    /// <summary>The mint's address; its key signs too, this once.</summary>
    public required PublicKey Mint { get; init; }

    /// <summary>How many digits stand behind the point.</summary>
    public required byte Decimals { get; init; }

    /// <summary>How much there is at first, in base units.</summary>
    public required ulong Supply { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Where more stands.</summary>
    public required string Uri { get; init; }

    /// <summary>Whether the creator may mint more later. Without it the supply is final.</summary>
    public required bool KeepsMintAuthority { get; init; }

    /// <summary>Whether the creator may freeze the accounts of holders.</summary>
    public required bool KeepsFreezeAuthority { get; init; }

    /// <summary>Whether the creator may change the metadata.</summary>
    public required bool KeepsMetadataAuthority { get; init; }

    /// <summary>The mint's bytes when it is made: 165 and the type, then the metadata pointer behind its four bytes of type and length.</summary>
    public static ulong InitialSpace => 165 + 1 + 4 + 64;

    /// <summary>
    /// The mint's bytes in the end, for which it pays rent: its metadata are an authority, the mint, three texts and an empty list behind their
    /// lengths.
    /// </summary>
    public ulong FinalSpace => InitialSpace + 4 + 64 + 16 + (ulong)(Encoding.UTF8.GetByteCount(Name) + Encoding.UTF8.GetByteCount(Symbol) + Encoding.UTF8.GetByteCount(Uri));

    /// <summary>The calls, in order.</summary>
    /// <param name="rent">The lamports that exempt <see cref="FinalSpace"/> bytes from rent, as the RPC says.</param>
    public IReadOnlyList<Instruction> Instructions(ulong rent)
    {
        var program = SolanaPrograms.Token2022;
        List<Instruction> calls =
        [
            SystemInstructions.CreateAccount(Creator, Mint, rent, InitialSpace, program),
            TokenInstructions.InitializeMetadataPointer(Mint, KeepsMetadataAuthority ? Creator : null, Mint),
            TokenInstructions.InitializeMint(program, Mint, Decimals, Creator, KeepsFreezeAuthority ? Creator : null),
            TokenMetadataInstructions.Initialize(Mint, Creator, Creator, Name, Symbol, Uri),
            AssociatedTokenInstructions.CreateIdempotent(Creator, Creator, Mint, program),
            TokenInstructions.MintTo(program, Mint, ProgramDerivedAddress.AssociatedTokenAccount(Creator, Mint, program), Creator, Supply),
        ];
        if (!KeepsMetadataAuthority)
        {
            calls.Add(TokenMetadataInstructions.UpdateAuthority(Mint, Creator, null));
        }

        if (!KeepsMintAuthority)
        {
            calls.Add(TokenInstructions.SetAuthority(program, Mint, Creator, TokenAuthority.MintTokens, null));
        }

        return calls;
    }
}
