namespace PuppetEngine.Emulators.Control;

/// <summary>A rule that hit a request, with the random time it drew.</summary>
internal readonly record struct FaultHit(FaultRule Rule, FaultKind Kind, TimeSpan Time);
