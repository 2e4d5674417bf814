using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>A key pair of the emulated world (faucet, market makers), and the check of everybody's signatures.</summary>
internal sealed class Ed25519Key
{
    private readonly byte[] _secret;

    /// <param name="secret">32 bytes.</param>
    public Ed25519Key(byte[] secret)
    {
        _secret = secret;
        var key = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(secret, 0, key, 0);
        Key = PublicKey.Read(key);
    }

    public PublicKey Key { get; }

    /// <summary>The key pair whose secret is the hash of a text: emulated money needs no more.</summary>
    public static Ed25519Key Named(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public byte[] Sign(byte[] message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_secret, 0, message, 0, message.Length, signature, 0);
        return signature;
    }

    public static bool Verify(PublicKey key, byte[] message, byte[] signature) =>
        Ed25519.Verify(signature, 0, key.ToBytes(), 0, message, 0, message.Length);
}
