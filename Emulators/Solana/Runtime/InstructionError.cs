using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>Why an instruction failed: one of the runtime's names, or a program's own number.</summary>
/// <param name="Name">The runtime's name, <c>Custom</c> for a program's own.</param>
/// <param name="Code">The program's number.</param>
internal readonly record struct InstructionError(string Name, uint? Code = null)
{
    // The sentences are those of the runtime (solana-instruction-error), as preflight answers and logs show them.
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["GenericError"] = "generic instruction error",
        ["InvalidArgument"] = "invalid program argument",
        ["InvalidInstructionData"] = "invalid instruction data",
        ["InvalidAccountData"] = "invalid account data for instruction",
        ["AccountDataTooSmall"] = "account data too small for instruction",
        ["InsufficientFunds"] = "insufficient funds for instruction",
        ["IncorrectProgramId"] = "incorrect program id for instruction",
        ["MissingRequiredSignature"] = "missing required signature for instruction",
        ["AccountAlreadyInitialized"] = "instruction requires an uninitialized account",
        ["UninitializedAccount"] = "instruction requires an initialized account",
        ["UnbalancedInstruction"] = "sum of account balances before and after instruction do not match",
        ["ModifiedProgramId"] = "instruction illegally modified the program id of an account",
        ["ExternalAccountLamportSpend"] = "instruction spent from the balance of an account it does not own",
        ["ExternalAccountDataModified"] = "instruction modified data of an account it does not own",
        ["ReadonlyLamportChange"] = "instruction changed the balance of a read-only account",
        ["ReadonlyDataModified"] = "instruction modified data of a read-only account",
        ["NotEnoughAccountKeys"] = "insufficient account keys for instruction",
        ["InvalidAccountOwner"] = "Invalid account owner",
        ["IllegalOwner"] = "Provided owner is not allowed",
        ["InvalidSeeds"] = "Provided seeds do not result in a valid address",
        ["PrivilegeEscalation"] = "Cross-program invocation with unauthorized signer or writable account",
        ["MissingAccount"] = "An account required by the instruction is missing",
        ["CallDepth"] = "Max instruction stack depth reached",
        ["ComputationalBudgetExceeded"] = "Computational budget exceeded",
        ["UnsupportedProgramId"] = "Unsupported program id",
        ["ProgramFailedToComplete"] = "Program failed to complete",
        ["ArithmeticOverflow"] = "Program arithmetic overflowed",
        ["Immutable"] = "Account is immutable",
        ["AccountNotRentExempt"] = "An account does not have enough lamports to be rent-exempt",
    };

    public static InstructionError Custom(uint code) => new("Custom", code);

    [JsonIgnore]
    public string Sentence => Code is { } code ? $"custom program error: 0x{code:x}" : Sentences.GetValueOrDefault(Name, Name);

    public JsonNode ToJson() => Code is { } code ? new JsonObject { ["Custom"] = code } : JsonValue.Create(Name);
}
