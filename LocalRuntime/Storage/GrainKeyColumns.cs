using System.Buffers.Text;
using System.Text;
using Orleans;
using Orleans.Runtime;

namespace PuppetEngine.LocalRuntime.Storage;

/// <summary>
/// A grain's key as the columns in which Orleans' ADO.NET provider stores it: a key is tried first as a Guid (32 hexadecimal digits),
/// then as a hexadecimal number, and only then is it text; what follows a plus sign is the extension of a Guid or number.
/// So <c>7</c>, <c>ada</c> and <c>cafe</c> are numbers, and <c>0ada</c> is the same row as <c>ada</c>.
/// </summary>
/// <param name="Hash">The hash of the key, signed.</param>
/// <param name="N0">Lower half of a Guid; else 0.</param>
/// <param name="N1">Upper half of a Guid, or the number; else 0.</param>
/// <param name="Text">The text, or the extension; null for a bare Guid or number.</param>
internal readonly record struct GrainKeyColumns(int Hash, long N0, long N1, string? Text)
{
    internal static GrainKeyColumns Of(IdSpan key)
    {
        var bytes = key.AsSpan();
        if (bytes.Length == 32 || (bytes.Length > 32 && bytes[32] == '+'))
        {
            if (Utf8Parser.TryParse(bytes[..32], out Guid guid, out var read, 'N') && read == 32)
            {
                var parts = guid.ToByteArray();
                return Make(parts, BitConverter.ToInt64(parts, 0), BitConverter.ToInt64(parts, 8), bytes.Length > 32 ? Encoding.UTF8.GetString(bytes[33..]) : null);
            }
        }

        var plus = bytes.IndexOf((byte)'+');
        var digits = plus < 0 ? bytes : bytes[..plus];
        if (Utf8Parser.TryParse(digits, out long number, out var used, 'X') && used == digits.Length)
        {
            return Make(BitConverter.GetBytes(number), 0, number, plus < 0 ? null : Encoding.UTF8.GetString(bytes[(plus + 1)..]));
        }

        return Make([], 0, 0, Encoding.UTF8.GetString(bytes));
    }

    /// <summary>The hash of a state's name.</summary>
    internal static int HashOf(string stateName) => unchecked((int)StableHash.ComputeHash(Encoding.UTF8.GetBytes(stateName)));

    private static GrainKeyColumns Make(byte[] parts, long n0, long n1, string? text)
    {
        byte[] hashed = [.. parts, .. Encoding.UTF8.GetBytes(text ?? "")];
        // The provider hashes the bytes from last to first.
        Array.Reverse(hashed);
        return new GrainKeyColumns(unchecked((int)StableHash.ComputeHash(hashed)), n0, n1, text);
    }
}
