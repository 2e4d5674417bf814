using PuppetEngine.Emulators.X.Limits;

namespace PuppetEngine.Emulators.X.Wire;

/// <summary>One endpoint: what it needs, which window it counts in and what it does.</summary>
/// <param name="Name">Method and template, as counters and faults name it.</param>
/// <param name="Bucket">The account's window.</param>
/// <param name="Scope">OAuth 2.0 scope that a user token must have.</param>
/// <param name="Execute">The effect and its answer; runs under the world's lock.</param>
internal sealed record XRoute(string Name, RateBucket Bucket, string Scope, Func<XRequest, XAnswer> Execute)
{
    /// <summary>Changes something: needs a user and a read-write token.</summary>
    public bool Writes { get; init; }

    /// <summary>Refuse app-only tokens even for reading.</summary>
    public bool UserOnly { get; init; }

    /// <summary>Reads no posts: the month's cap on reads is none of its business.</summary>
    public bool Free { get; init; }

    /// <summary>Refuse users' tokens: only the app's own reads this.</summary>
    public bool AppOnly { get; init; }

    /// <summary>Longest body in bytes.</summary>
    public int LongestBody { get; init; } = 4 * 1024 * 1024;

    /// <summary>Counts in the caps on posts, and is the route that posts.</summary>
    public bool Posts { get; init; }
}
