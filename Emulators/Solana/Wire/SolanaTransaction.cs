namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>A transaction as it was sent: signatures, the signed bytes, and what they say.</summary>
internal sealed record SolanaTransaction(byte[][] Signatures, byte[] MessageBytes, Message Message)
{
    /// <summary>Longest transaction in bytes: an IPv6 packet of 1,280 less its headers.</summary>
    public const int LongestBytes = 1232;

    public const int SignatureLength = 64;

    /// <summary>Base58 of the first signature, by which the transaction is known. Asked for only once it is signed.</summary>
    public string Signature => field ??= Base58.Encode(Signatures[0]);

    public PublicKey FeePayer => Message.Keys[0];

    /// <exception cref="FormatException">The bytes are no transaction, or contradict themselves.</exception>
    public static SolanaTransaction Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var signatures = new byte[reader.ShortLength()][];
        for (var i = 0; i < signatures.Length; i++)
        {
            signatures[i] = reader.Bytes(SignatureLength).ToArray();
        }

        var messageBytes = reader.Bytes(reader.Remaining).ToArray();
        var message = MessageReader.Read(messageBytes);
        return signatures.Length == message.Signers
            ? new SolanaTransaction(signatures, messageBytes, message)
            : throw new FormatException($"There are {signatures.Length} signatures, and the message asks for {message.Signers}.");
    }

    public byte[] ToBytes()
    {
        var writer = new WireWriter().ShortLength(Signatures.Length);
        foreach (var signature in Signatures)
        {
            writer.Bytes(signature);
        }

        return writer.Bytes(MessageBytes).ToArray();
    }

    /// <summary>Whether every signature is the signer's own over these bytes.</summary>
    public bool IsSigned()
    {
        for (var i = 0; i < Signatures.Length; i++)
        {
            if (!Ed25519Key.Verify(Message.Keys[i], MessageBytes, Signatures[i]))
            {
                return false;
            }
        }

        return true;
    }
}
