using System.Text.Json;

namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>What a transaction failed with on the chain.</summary>
/// <param name="Kind">The runtime's name, as in <c>BlockhashNotFound</c> or <c>InstructionError</c>.</param>
/// <param name="Instruction">The instruction that failed; null where it was none.</param>
/// <param name="Reason">The name of that instruction's error, as in <c>Custom</c>; empty where there is none.</param>
/// <param name="CustomCode">The program's own code; null where there is none.</param>
public sealed record RpcTransactionError(string Kind, int? Instruction, string Reason, uint? CustomCode)
{
    /// <summary>Jupiter's program: less came out than the slippage allows.</summary>
    public const uint JupiterSlippage = 6001;

    /// <summary>Reads the <c>err</c> of a status, a simulation or a transaction; null where it is null.</summary>
    internal static RpcTransactionError? Read(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => new RpcTransactionError(error.GetString()!, null, "", null),
        JsonValueKind.Object when error.EnumerateObject().FirstOrDefault() is { Name: { } kind } first => kind == "InstructionError"
            ? Instructions(first.Value)
            : new RpcTransactionError(kind, null, "", null),
        _ => throw new JsonException("A transaction's error is neither a name nor an object."),
    };

    private static RpcTransactionError Instructions(JsonElement pair)
    {
        var (index, reason) = (pair[0].GetInt32(), pair[1]);
        return reason.ValueKind == JsonValueKind.String
            ? new RpcTransactionError("InstructionError", index, reason.GetString()!, null)
            : reason.EnumerateObject().First() is var custom && custom.Name == "Custom"
                ? new RpcTransactionError("InstructionError", index, "Custom", custom.Value.GetUInt32())
                : new RpcTransactionError("InstructionError", index, custom.Name, null);
    }
}
