namespace PuppetEngine.Providers.Solana.Keys;

/// <summary>The ways in which a secret key is written down.</summary>
public enum SolanaKeyFormat
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>Base58 of 64 bytes, secret then public key: what Phantom exports, 87 or 88 characters.</summary>
    Base58KeyPair,

    /// <summary>Base58 of the 32 secret bytes alone, 43 or 44 characters.</summary>
    Base58Secret,

    /// <summary>A JSON array of 64 (or 32) numbers: what solana-keygen writes as <c>id.json</c>.</summary>
    JsonArray,

    /// <summary>The same numbers with commas and no brackets, as older settings have them.</summary>
    CommaList,

    /// <summary>128 or 64 hexadecimal digits, with or without <c>0x</c>.</summary>
    Hex,
}
