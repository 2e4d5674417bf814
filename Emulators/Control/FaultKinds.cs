namespace PuppetEngine.Emulators.Control;

/// <summary>The names of fault kinds on the control API.</summary>
internal static class FaultKinds
{
    private static readonly Dictionary<string, FaultKind> ByName = new()
    {
        ["status"] = FaultKind.Status,
        ["status_after_effect"] = FaultKind.StatusAfterEffect,
        ["unreadable_after_effect"] = FaultKind.UnreadableAfterEffect,
        ["delay"] = FaultKind.Delay,
        ["hang"] = FaultKind.Hang,
        ["drop_before_effect"] = FaultKind.DropBeforeEffect,
        ["reset"] = FaultKind.DropBeforeEffect,
        ["drop_after_effect"] = FaultKind.DropAfterEffect,
        ["land_later"] = FaultKind.LandLater,
        ["duplicate403_older"] = FaultKind.Duplicate403Older,
        ["timeline_lag"] = FaultKind.TimelineLag,
        ["429_window"] = FaultKind.Window429,
        ["429_quota"] = FaultKind.Quota429,
        ["402"] = FaultKind.PaymentRequired,
        ["401"] = FaultKind.Unauthorized,
        ["403"] = FaultKind.Forbidden,
        ["5xx"] = FaultKind.ServerError,
        ["200_error"] = FaultKind.OkWithError,
        ["empty"] = FaultKind.Empty,
        ["bad_json"] = FaultKind.BadJson,
        ["schema_violation"] = FaultKind.SchemaViolation,
        ["content_filter"] = FaultKind.ContentFilter,
        ["context_length"] = FaultKind.ContextLength,
        ["not_landed"] = FaultKind.NotLanded,
        ["landing_later"] = FaultKind.LandingLater,
        ["forked_away"] = FaultKind.ForkedAway,
        ["slow_confirmation"] = FaultKind.SlowConfirmation,
        ["node_behind"] = FaultKind.NodeBehind,
        ["lie"] = FaultKind.Lie,
        ["rpc_error"] = FaultKind.RpcError,
    };

    public static IEnumerable<string> Names => ByName.Keys;

    public static bool TryParse(string name, out FaultKind kind) => ByName.TryGetValue(name, out kind);

    public static string NameOf(FaultKind kind) => ByName.First(p => p.Value == kind).Key;
}
