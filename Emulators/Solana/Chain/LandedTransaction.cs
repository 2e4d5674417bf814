using System.Text.Json.Serialization;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>A transaction that is part of a block, with what it did.</summary>
internal sealed record LandedTransaction
{
    public required ulong Slot { get; init; }

    /// <summary>The transaction as it was sent.</summary>
    public required byte[] Bytes { get; init; }

    public required string Signature { get; init; }

    public TransactionError? Error { get; init; }

    public ulong Fee { get; init; }

    /// <summary>Micro-lamports per compute unit.</summary>
    public ulong UnitPrice { get; init; }

    public ulong UnitsUsed { get; init; }

    public List<string> Logs { get; init; } = [];

    public List<InnerCall> Inner { get; init; } = [];

    public ReturnedData? ReturnData { get; init; }

    /// <summary>All keys: the message's own, those looked up for writing, those looked up for reading.</summary>
    public List<PublicKey> Keys { get; init; } = [];

    public int LookedUpWritable { get; init; }

    public List<ulong> LamportsBefore { get; init; } = [];

    public List<ulong> LamportsAfter { get; init; } = [];

    public List<TokenBalance> TokensBefore { get; init; } = [];

    public List<TokenBalance> TokensAfter { get; init; } = [];

    /// <summary>Rises with every landing; a fork does not bring numbers back.</summary>
    [JsonIgnore]
    public long Number { get; init; }

    [JsonIgnore]
    public SolanaTransaction Transaction => field ??= SolanaTransaction.Read(Bytes);
}

/// <summary>What an account of a transaction held of a token.</summary>
internal sealed record TokenBalance(int Account, PublicKey Mint, PublicKey Owner, PublicKey Program, ulong Amount, byte Decimals);
