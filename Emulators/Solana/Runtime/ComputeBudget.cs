using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>What a transaction may use, and what it pays for that.</summary>
/// <param name="UnitLimit">Compute units at most.</param>
/// <param name="MicroLamportsPerUnit">The priority fee, charged on the limit and not on use.</param>
internal readonly record struct ComputeBudget(uint UnitLimit, ulong MicroLamportsPerUnit)
{
    public const ulong LamportsPerSignature = 5_000;
    private const uint MostUnits = 1_400_000;
    private const uint DefaultUnits = 200_000;
    private const uint BuiltinUnits = 3_000;

    public ulong PriorityFee => (ulong)((((UInt128)UnitLimit * MicroLamportsPerUnit) + 999_999) / 1_000_000);

    public ulong Fee(int signatures) => (LamportsPerSignature * (ulong)signatures) + PriorityFee;

    /// <summary>Reads the instructions to the compute budget program, which take effect wherever they stand.</summary>
    public static ComputeBudget Read(Message message, Func<PublicKey, bool> isBuiltin, out TransactionError? error)
    {
        error = null;
        uint? limit = null;
        ulong? price = null;
        var heap = false;
        uint fallback = 0;
        for (var i = 0; i < message.Instructions.Length; i++)
        {
            var program = message.Keys[message.Instructions[i].Program];
            fallback += isBuiltin(program) ? BuiltinUnits : DefaultUnits;
            if (program != ProgramIds.ComputeBudget)
            {
                continue;
            }

            var data = message.Instructions[i].Data;
            var known = data switch
            {
                [1, _, _, _, _] => !heap && (heap = true),
                [2, ..] when data.Length == 5 => Once(ref limit, BitConverter.ToUInt32(data, 1)),
                [3, ..] when data.Length == 9 => Once(ref price, BitConverter.ToUInt64(data, 1)),
                [4, _, _, _, _] => true,
                _ => (bool?)null,
            };
            if (known != true)
            {
                error = known is null ? TransactionError.InInstruction(i, new InstructionError("InvalidInstructionData")) : new TransactionError("DuplicateInstruction", i);
                return default;
            }
        }

        return new ComputeBudget(Math.Min(limit ?? fallback, MostUnits), price ?? 0);
    }

    private static bool Once<T>(ref T? place, T value)
        where T : struct
    {
        var first = place is null;
        place ??= value;
        return first;
    }
}
