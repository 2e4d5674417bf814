using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>Jupiter's shapes: camelCase, amounts as text.</summary>
internal static class JupiterJson
{
    public static JsonSerializerOptions Options { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(object? value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static string Text(ulong amount) => amount.ToString(CultureInfo.InvariantCulture);

    public static object? Of(Instruction? instruction) => instruction is null ? null : new
    {
        programId = instruction.Program.ToString(),
        accounts = instruction.Accounts.Select(a => new { pubkey = a.Key.ToString(), isSigner = a.IsSigner, isWritable = a.IsWritable }).ToList(),
        data = Convert.ToBase64String(instruction.Data),
    };

    public static List<object?> Of(IEnumerable<Instruction> instructions) => [.. instructions.Select(i => Of(i))];

    public static List<object> RoutePlan(Quote quote) =>
    [
        .. quote.Hops.Select(h => new
        {
            swapInfo = new { ammKey = h.Pool.Address.ToString(), label = Pool.Label, inputMint = h.Input.ToString(), outputMint = h.Output.ToString(), inAmount = Text(h.InAmount), outAmount = Text(h.OutAmount) },
            percent = 100,
            bps = 10_000,
        }),
    ];

    public static object? PlatformFee(Quote quote) => quote.PlatformFeeBps == 0 ? null : new { amount = Text(quote.PlatformFee), feeBps = quote.PlatformFeeBps };
}
