using System.Text.Json;
using System.Text.Json.Serialization;

namespace PuppetEngine.Providers.Solana.KeyStore;

/// <summary>The JSON of a key store file, version 1. Bytes are base64.</summary>
internal sealed record KeyStoreDocument
{
    internal const int CurrentVersion = 1;

    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        MaxDepth = 4,
    };

    /// <summary>The version of this layout.</summary>
    public required int Version { get; init; }

    /// <summary>The wallet's address, base58, readable without the passphrase.</summary>
    public required string PublicKey { get; init; }

    /// <summary>How the passphrase becomes a key.</summary>
    public required KeyStoreScrypt Scrypt { get; init; }

    /// <summary>The sealed secret: AES-256-GCM.</summary>
    public required KeyStoreSeal Aes256Gcm { get; init; }
}

/// <summary>The parameters of scrypt (RFC 7914).</summary>
internal sealed record KeyStoreScrypt
{
    /// <summary>The cost, a power of two.</summary>
    public required int N { get; init; }

    /// <summary>The size of a block.</summary>
    public required int R { get; init; }

    /// <summary>The parallel lanes.</summary>
    public required int P { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Salt { get; init; }
}

/// <summary>What AES-GCM made.</summary>
internal sealed record KeyStoreSeal
{
    /// <summary>12 random bytes, never used again under the same salt.</summary>
    public required byte[] Nonce { get; init; }

    /// <summary>The 32 secret bytes, encrypted.</summary>
    public required byte[] Ciphertext { get; init; }

    /// <summary>16 bytes that prove content, address and parameters unchanged.</summary>
    public required byte[] Tag { get; init; }
}
