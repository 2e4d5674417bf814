namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>The token programs' own error numbers (spl-token and spl-token-2022, error.rs).</summary>
internal enum TokenError : uint
{
    NotRentExempt = 0,
    InsufficientFunds = 1,
    InvalidMint = 2,
    MintMismatch = 3,
    OwnerMismatch = 4,
    FixedSupply = 5,
    AlreadyInUse = 6,
    UninitializedState = 9,
    NativeNotSupported = 10,
    NonNativeHasBalance = 11,
    InvalidInstruction = 12,
    InvalidState = 13,
    Overflow = 14,
    AuthorityTypeNotSupported = 15,
    MintCannotFreeze = 16,
    AccountFrozen = 17,
    MintDecimalsMismatch = 18,
    NonNativeNotSupported = 19,
    ExtensionAlreadyInitialized = 22,
    FeeMismatch = 30,
    MintRequiredForTransfer = 31,
    ImmutableOwner = 34,
    NonTransferable = 37,
}
