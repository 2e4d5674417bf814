using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>Takes a transaction out of a parameter, with the sentences that a node refuses it in.</summary>
internal static class TransactionReader
{
    private const string Type = "solana_transaction::versioned::VersionedTransaction";
    private const int LongestBase64 = 1644;
    private const int LongestBase58 = 1683;

    public static SolanaTransaction Read(string text, string? encoding)
    {
        var isBase64 = encoding switch
        {
            "base64" => true,
            null or "base58" => false,
            var other => throw RpcException.InvalidParams($"unsupported encoding: {other}. Supported encodings: base58, base64"),
        };
        var (name, longest) = isBase64 ? ("base64", LongestBase64) : ("base58", LongestBase58);
        if (text.Length > longest)
        {
            throw RpcException.InvalidParams($"{name} encoded {Type} too large: {text.Length} bytes (max: encoded/raw {longest}/{SolanaTransaction.LongestBytes})");
        }

        var bytes = isBase64 ? FromBase64(text) : Base58.TryDecode(text) ?? throw RpcException.InvalidParams("invalid base58 encoding: InvalidCharacter");
        if (bytes.Length > SolanaTransaction.LongestBytes)
        {
            throw RpcException.InvalidParams($"decoded {Type} too large: {bytes.Length} bytes (max: {SolanaTransaction.LongestBytes} bytes)");
        }

        try
        {
            return SolanaTransaction.Read(bytes);
        }
        catch (FormatException e)
        {
            throw RpcException.InvalidParams($"failed to deserialize {Type}: {e.Message}");
        }
    }

    private static byte[] FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw RpcException.InvalidParams($"invalid base64 encoding: {e.Message}");
        }
    }
}
