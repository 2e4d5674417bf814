namespace PuppetEngine.Emulators.Control;

/// <summary>What a fault does to a request. Names on the wire: <see cref="FaultKinds"/>.</summary>
internal enum FaultKind
{
    Status,
    StatusAfterEffect,
    UnreadableAfterEffect,
    Delay,
    Hang,
    DropBeforeEffect,
    DropAfterEffect,
    LandLater,
    Duplicate403Older,
    TimelineLag,
    Window429,
    Quota429,
    PaymentRequired,
    Unauthorized,
    Forbidden,
    ServerError,
    OkWithError,
    Empty,
    BadJson,
    SchemaViolation,
    ContentFilter,
    ContextLength,
}
