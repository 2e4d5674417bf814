namespace PuppetEngine.Emulators.X.Limits;

/// <summary>Pay-per-use prices of 2026 in micro-dollars per item.</summary>
internal static class XPrices
{
    public const long PostRead = 5_000;
    public const long OwnedRead = 1_000;
    public const long UserRead = 10_000;
    public const long PostCreate = 15_000;
    public const long PostWithUrl = 200_000;
    public const long SummonedReply = 10_000;
    public const long Interaction = 15_000;
    public const long Delete = 10_000;
    public const long MediaMetadata = 5_000;
}
