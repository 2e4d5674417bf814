namespace PuppetEngine.Emulators.Control;

/// <summary>All that faults do to one request: any delay, marks on the effect, and at most one thing that ends it badly.</summary>
internal sealed record FaultPlan(TimeSpan Delay, TimeSpan? Lag, bool AnyAgeIsDuplicate, FaultHit? End)
{
    public static FaultPlan None { get; } = new(TimeSpan.Zero, null, false, null);
}
