using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>What a swap's transaction must be: the quote that was approved, and what else the wallet is willing to pay.</summary>
public sealed record SwapExpectation
{
    /// <summary>Whose money it is: the fee payer, and the only signer.</summary>
    public required PublicKey Wallet { get; init; }

    /// <summary>What goes in.</summary>
    public required PublicKey InputMint { get; init; }

    /// <summary>The program that owns the input mint, as read from the chain.</summary>
    public required PublicKey InputProgram { get; init; }

    /// <summary>What comes out.</summary>
    public required PublicKey OutputMint { get; init; }

    /// <summary>The program that owns the output mint, as read from the chain.</summary>
    public required PublicKey OutputProgram { get; init; }

    /// <summary>Which side is fixed.</summary>
    public required SwapMode Mode { get; init; }

    /// <summary>The quoted input in base units; fixed in <see cref="SwapMode.ExactIn"/>.</summary>
    public required ulong InAmount { get; init; }

    /// <summary>The quoted output in base units; fixed in <see cref="SwapMode.ExactOut"/>.</summary>
    public required ulong OutAmount { get; init; }

    /// <summary>The slippage, in basis points, at most 10,000.</summary>
    public required ushort SlippageBasisPoints { get; init; }

    /// <summary>The most that the compute limit times its price may come to, in lamports.</summary>
    public required ulong MaximumPriorityFee { get; init; }

    /// <summary>The blockhash whose last valid height is known, where the caller has one: under another, nobody would know when the transaction is dead.</summary>
    public Blockhash? Blockhash { get; init; }

    /// <summary>The platform's share, in basis points. Default: 0.</summary>
    public ushort PlatformFeeBasisPoints { get; init; }

    /// <summary>The account that gets the platform's share. Default: none.</summary>
    public PublicKey? FeeAccount { get; init; }

    /// <summary>Who gets a tip. Default: nobody.</summary>
    public PublicKey? TipAccount { get; init; }

    /// <summary>The largest tip, in lamports. Default: 0.</summary>
    public ulong MaximumTip { get; init; }

    /// <summary>Mints on the way, with their programs: the wallet may get token accounts for them. Default: none.</summary>
    public IReadOnlyDictionary<PublicKey, PublicKey> IntermediateMints { get; init; } = new Dictionary<PublicKey, PublicKey>();

    /// <summary>Accounts of the wallet that the swap has no business with: none of them may appear. Default: none.</summary>
    public IReadOnlySet<PublicKey> ForbiddenAccounts { get; init; } = new HashSet<PublicKey>();

    /// <summary>The most that may leave the wallet as input, in base units.</summary>
    public ulong MaximumIn => Mode == SwapMode.ExactIn ? InAmount : Share(InAmount, 10_000u + SlippageBasisPoints, up: true);

    /// <summary>The least that the program lets come out, in base units, rounded down.</summary>
    public ulong MinimumOut => Mode == SwapMode.ExactOut ? OutAmount : Share(OutAmount, 10_000u - Math.Min(SlippageBasisPoints, (ushort)10_000), up: false);

    private static ulong Share(ulong amount, uint basisPoints, bool up)
    {
        var share = (((UInt128)amount * basisPoints) + (up ? 9_999u : 0u)) / 10_000u;
        return share > ulong.MaxValue ? ulong.MaxValue : (ulong)share;
    }
}
