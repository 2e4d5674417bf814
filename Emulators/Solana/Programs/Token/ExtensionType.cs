namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>Extensions of Token-2022 by their numbers (spl-token-2022, extension/mod.rs).</summary>
internal enum ExtensionType : ushort
{
    TransferFeeConfig = 1,
    TransferFeeAmount = 2,
    MintCloseAuthority = 3,
    DefaultAccountState = 6,
    ImmutableOwner = 7,
    NonTransferable = 9,
    InterestBearingConfig = 10,
    PermanentDelegate = 12,
    NonTransferableAccount = 13,
    TransferHook = 14,
    TransferHookAccount = 15,
    MetadataPointer = 18,
    TokenMetadata = 19,
    Pausable = 26,
    PausableAccount = 27,
}
