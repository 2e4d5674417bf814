namespace PuppetEngine.Providers.Solana.Accounts;

/// <summary>What a Token-2022 mint takes of each transfer, before and after its last change.</summary>
/// <param name="Older">The fee until <paramref name="Newer"/> begins.</param>
/// <param name="Newer">The fee from its epoch on.</param>
/// <param name="CanChange">Whether anybody may still change it.</param>
public sealed record TransferFeeConfig(TransferFee Older, TransferFee Newer, bool CanChange)
{
    /// <summary>Two authorities, the withheld amount, and two fees of epoch, maximum and basis points.</summary>
    private const int Size = 32 + 32 + 8 + (2 * 18);

    /// <summary>The fee in an epoch.</summary>
    public TransferFee At(ulong epoch) => epoch >= Newer.Epoch ? Newer : Older;

    /// <summary>The larger of both rates, in basis points: what has to be reckoned with when the epoch of landing is not known.</summary>
    public ushort HighestBasisPoints => Math.Max(Older.BasisPoints, Newer.BasisPoints);

    internal static TransferFeeConfig Of(TokenExtension extension)
    {
        var state = extension.State(Size);
        return new TransferFeeConfig(Fee(state[72..]), Fee(state[90..]), AccountReader.NonZeroKey(state, 0) is not null);
    }

    private static TransferFee Fee(ReadOnlySpan<byte> state) => new(AccountReader.U64(state, 0), AccountReader.U64(state, 8), AccountReader.U16(state, 16));
}

/// <summary>A transfer fee.</summary>
/// <param name="Epoch">The first epoch that it holds for.</param>
/// <param name="Maximum">The most that is taken of one transfer, in base units.</param>
/// <param name="BasisPoints">The rate, in hundredths of a percent.</param>
public readonly record struct TransferFee(ulong Epoch, ulong Maximum, ushort BasisPoints)
{
    /// <summary>What is taken of an amount, in base units; rounded up, as the program does.</summary>
    public ulong Of(ulong amount) => (ulong)UInt128.Min(Maximum, (((UInt128)amount * BasisPoints) + 9_999) / 10_000);
}
