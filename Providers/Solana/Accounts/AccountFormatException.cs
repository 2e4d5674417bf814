namespace PuppetEngine.Providers.Solana.Accounts;

/// <summary>The data of an account are not what they should be. Nothing may be decided on them.</summary>
public sealed class AccountFormatException(string message) : Exception(message);
