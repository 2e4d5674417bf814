using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;

namespace PuppetEngine.Providers.Solana.Accounts;

/// <summary>The state of a token account.</summary>
public sealed record TokenAccount
{
    private const int Size = 165;

    private TokenAccount()
    {
    }

    /// <summary>The token program that it belongs to.</summary>
    public PublicKey Program { get; private init; }

    /// <summary>The mint whose tokens it holds.</summary>
    public PublicKey Mint { get; private init; }

    /// <summary>The wallet that may move them.</summary>
    public PublicKey Owner { get; private init; }

    /// <summary>How many, in base units.</summary>
    public ulong Amount { get; private init; }

    /// <summary>Who else may move some of them; null for nobody.</summary>
    public PublicKey? Delegate { get; private init; }

    /// <summary>How many of them the delegate may move.</summary>
    public ulong DelegatedAmount { get; private init; }

    /// <summary>Whether the freeze authority stopped it.</summary>
    public bool IsFrozen { get; private init; }

    /// <summary>Of wrapped SOL, the lamports that stay in the account as rent; null of any other mint.</summary>
    public ulong? NativeReserve { get; private init; }

    /// <summary>Who may close it besides the owner; null for nobody.</summary>
    public PublicKey? CloseAuthority { get; private init; }

    /// <summary>What Token-2022 adds.</summary>
    public ImmutableArray<TokenExtension> Extensions { get; private init; }

    /// <summary>Reads a token account.</summary>
    /// <param name="owner">The program that owns the account, as the RPC says.</param>
    /// <param name="data">The account's data.</param>
    /// <exception cref="AccountFormatException">It is no initialised token account.</exception>
    public static TokenAccount Decode(PublicKey owner, ReadOnlySpan<byte> data)
    {
        if (!SolanaPrograms.IsTokenProgram(owner) || data.Length < Size || (owner == SolanaPrograms.Token && data.Length != Size) || data[108] is not (1 or 2))
        {
            throw new AccountFormatException("The account is no initialised account of a token program.");
        }

        return new TokenAccount
        {
            Program = owner,
            Mint = AccountReader.Key(data, 0),
            Owner = AccountReader.Key(data, 32),
            Amount = AccountReader.U64(data, 64),
            Delegate = AccountReader.OptionalKey(data, 72),
            IsFrozen = data[108] == 2,
            NativeReserve = AccountReader.OptionalU64(data, 109),
            DelegatedAmount = AccountReader.U64(data, 121),
            CloseAuthority = AccountReader.OptionalKey(data, 129),
            Extensions = TokenExtension.Read(data, Size, TokenExtension.AccountType),
        };
    }
}
