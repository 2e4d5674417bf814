using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>A value, and the slot at which the node read it.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Value">The value.</param>
public readonly record struct RpcAtSlot<T>(ulong Slot, T Value);

/// <summary>An account.</summary>
/// <param name="Lamports">Its balance.</param>
/// <param name="Owner">The program that it belongs to.</param>
/// <param name="Data">Its state.</param>
/// <param name="IsExecutable">Whether it is a program.</param>
/// <param name="RentEpoch">Mostly the largest number: it pays no rent.</param>
public sealed record RpcAccount(ulong Lamports, PublicKey Owner, ImmutableArray<byte> Data, bool IsExecutable, ulong RentEpoch);

/// <summary>An account by its address.</summary>
/// <param name="Address">The address.</param>
/// <param name="Account">The account.</param>
public sealed record RpcKeyedAccount(PublicKey Address, RpcAccount Account);

/// <summary>An amount of tokens.</summary>
/// <param name="Amount">Base units.</param>
/// <param name="Decimals">How many digits stand behind the point.</param>
public readonly record struct RpcTokenAmount(ulong Amount, byte Decimals);

/// <summary>A blockhash and how long it is good.</summary>
/// <param name="Blockhash">The hash.</param>
/// <param name="LastValidBlockHeight">The last block height at which a transaction under it can land.</param>
public readonly record struct RpcBlockhash(Blockhash Blockhash, ulong LastValidBlockHeight);

/// <summary>What a recent block's cheapest transaction paid for haste.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="MicroLamports">Millionths of a lamport per compute unit.</param>
public readonly record struct RpcPrioritizationFee(ulong Slot, ulong MicroLamports);

/// <summary>How far a transaction has come.</summary>
/// <param name="Slot">Where it landed.</param>
/// <param name="Error">What it failed with; null where it succeeded.</param>
/// <param name="Commitment">How sure that is.</param>
public sealed record RpcSignatureStatus(ulong Slot, RpcTransactionError? Error, RpcCommitment Commitment);

/// <summary>What a transaction would do now.</summary>
/// <param name="Error">What it would fail with; null where it would succeed.</param>
/// <param name="UnitsConsumed">The compute units it would use.</param>
/// <param name="Logs">Text from the chain: for journals, never for prompts.</param>
/// <param name="Accounts">The accounts that were asked for, as it would leave them; null where there would be none.</param>
public sealed record RpcSimulation(RpcTransactionError? Error, ulong UnitsConsumed, ImmutableArray<string> Logs, ImmutableArray<RpcAccount?> Accounts);

/// <summary>A token balance before or after a transaction.</summary>
/// <param name="Account">The token account.</param>
/// <param name="Mint">Its mint.</param>
/// <param name="Owner">Its wallet; null where the node does not say.</param>
/// <param name="Amount">Base units.</param>
public sealed record RpcTokenBalance(PublicKey Account, PublicKey Mint, PublicKey? Owner, ulong Amount);

/// <summary>A transaction as it landed: what a ledger settles against.</summary>
/// <param name="Slot">Where.</param>
/// <param name="BlockTime">When, by the cluster; null where the node does not know.</param>
/// <param name="Error">What it failed with; null where it succeeded. A failed one costs its fee too.</param>
/// <param name="Fee">What it cost, in lamports.</param>
/// <param name="Accounts">Its accounts, those of lookup tables behind its own.</param>
/// <param name="BalancesBefore">Their lamports before.</param>
/// <param name="BalancesAfter">Their lamports after.</param>
/// <param name="TokensBefore">Token balances before.</param>
/// <param name="TokensAfter">Token balances after.</param>
public sealed record RpcTransactionRecord(
    ulong Slot, DateTimeOffset? BlockTime, RpcTransactionError? Error, ulong Fee, ImmutableArray<PublicKey> Accounts,
    ImmutableArray<ulong> BalancesBefore, ImmutableArray<ulong> BalancesAfter, ImmutableArray<RpcTokenBalance> TokensBefore, ImmutableArray<RpcTokenBalance> TokensAfter)
{
    /// <summary>How an account's lamports changed; 0 for an account that it does not name.</summary>
    public Int128 LamportsDelta(PublicKey account) => Accounts.IndexOf(account) is var index && index < 0 ? 0 : (Int128)BalancesAfter[index] - BalancesBefore[index];

    /// <summary>How a token account's base units changed.</summary>
    public Int128 TokenDelta(PublicKey account) => Amount(TokensAfter, account) - Amount(TokensBefore, account);

    private static Int128 Amount(ImmutableArray<RpcTokenBalance> balances, PublicKey account) => balances.FirstOrDefault(balance => balance.Account == account)?.Amount ?? 0;
}

/// <summary>A signature of an address's history.</summary>
/// <param name="Signature">The signature.</param>
/// <param name="Slot">Where it landed.</param>
/// <param name="Error">What it failed with; null where it succeeded.</param>
public sealed record RpcSignatureEntry(Signature Signature, ulong Slot, RpcTransactionError? Error);
