using PuppetEngine.Emulators.Solana.Runtime;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>Failures of the token programs, with the line that they leave in the log.</summary>
internal static class TokenFailures
{
    private static readonly Dictionary<TokenError, string> Sentences = new()
    {
        [TokenError.NotRentExempt] = "Lamport balance below rent-exempt threshold",
        [TokenError.InsufficientFunds] = "insufficient funds",
        [TokenError.InvalidMint] = "Invalid Mint",
        [TokenError.MintMismatch] = "Account not associated with this Mint",
        [TokenError.OwnerMismatch] = "owner does not match",
        [TokenError.FixedSupply] = "the total supply of this token is fixed",
        [TokenError.AlreadyInUse] = "account or token already in use",
        [TokenError.UninitializedState] = "State is uninitialized",
        [TokenError.NativeNotSupported] = "Instruction does not support native tokens",
        [TokenError.NonNativeHasBalance] = "Non-native account can only be closed if its balance is zero",
        [TokenError.InvalidInstruction] = "Invalid instruction",
        [TokenError.InvalidState] = "Invalid account state for operation",
        [TokenError.Overflow] = "Operation overflowed",
        [TokenError.AuthorityTypeNotSupported] = "Account does not support specified authority type",
        [TokenError.MintCannotFreeze] = "This token mint cannot freeze accounts",
        [TokenError.AccountFrozen] = "Account is frozen",
        [TokenError.MintDecimalsMismatch] = "decimals different from the Mint decimals",
        [TokenError.NonNativeNotSupported] = "Instruction does not support non-native tokens",
    };

    public static InstructionFailure Fail(this InvokeContext context, TokenError error)
    {
        context.Log($"Error: {Sentences.GetValueOrDefault(error, error.ToString())}");
        return new InstructionFailure((uint)error);
    }
}
