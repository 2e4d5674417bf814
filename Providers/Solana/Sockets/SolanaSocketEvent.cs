namespace PuppetEngine.Providers.Solana.Sockets;

/// <summary>What a subscription says.</summary>
/// <param name="IsSubscribed">
/// True when the subscription was just made, at first or after a drop: what happened before it was not told and never will be, so ask.
/// </param>
/// <param name="Slot">The slot of the news; 0 with <paramref name="IsSubscribed"/>.</param>
/// <param name="Value">The news; the default with <paramref name="IsSubscribed"/>.</param>
public readonly record struct SolanaSocketEvent<T>(bool IsSubscribed, ulong Slot, T? Value);
