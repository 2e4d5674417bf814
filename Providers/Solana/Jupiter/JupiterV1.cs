using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>A quote of the older API.</summary>
/// <param name="Quote">What it says.</param>
/// <param name="Body">The JSON as it came: the swap wants it back unchanged.</param>
public sealed record JupiterV1Quote(JupiterQuote Quote, string Body);

/// <summary>The transaction of an older quote.</summary>
/// <param name="Transaction">Not yet signed.</param>
/// <param name="LastValidBlockHeight">The last block height at which it can land.</param>
public sealed record JupiterV1Swap(SolanaTransaction Transaction, ulong LastValidBlockHeight);
