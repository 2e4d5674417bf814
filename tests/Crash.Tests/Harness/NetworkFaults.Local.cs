namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>The ways in which the emulated network fails; requests that hang are the town's, see <see cref="SendLog.Hangs"/>.</summary>
internal static class NetworkFaults
{
    /// <summary>All of them, each for a share of the requests.</summary>
    public static readonly object[] All =
    [
        new { route = "POST /x/2/tweets", kind = "drop_before_effect", share = 0.05 },
        new { route = "POST /x/2/tweets", kind = "drop_after_effect", share = 0.05 },
        new { route = "POST /x/2/tweets", kind = "land_later", share = 0.05, min_ms = 1_000, max_ms = 30_000 },
        new { route = "POST /x/2/tweets", kind = "status_after_effect", status = 503, share = 0.05 },
        new { route = "POST /x/2/tweets", kind = "unreadable_after_effect", share = 0.03 },
        new { route = "POST /x/2/tweets", kind = "status", status = 500, share = 0.03 },
        new { route = "POST /x/2/tweets", kind = "duplicate403_older", share = 0.03 },
        new { route = "POST /x/2/tweets", kind = "429_window", share = 0.01, seconds = 120 },
        new { route = "GET /x/2/users/*", kind = "timeline_lag", share = 0.3, min_ms = 1_000, max_ms = 60_000 },
        new { route = "GET /x/2/users/*", kind = "status", status = 503, share = 0.1 },
        new { route = "/llm/*", kind = "5xx", share = 0.05 },
        new { route = "/llm/*", kind = "reset", share = 0.03 },
        new { route = "/llm/*", kind = "empty", share = 0.03 },
    ];

    /// <summary>Posts that land while their caller still waits, or long after it gave up.</summary>
    public static readonly object[] Late =
    [
        new { route = "POST /x/2/tweets", kind = "land_later", share = 0.2, min_ms = 1_000, max_ms = 30_000 },
    ];
}
