namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>One thing that a subscriber is told.</summary>
/// <param name="Position">Where the feed goes on behind it.</param>
/// <param name="Name">The journal's kind, or <c>gap</c>.</param>
/// <param name="Json">The data, on one line.</param>
internal sealed record FeedNote(long Position, string Name, string Json)
{
    /// <summary>Everything so far was told: what is buffered goes out now.</summary>
    public static readonly FeedNote Pause = new(0, "", "");

    /// <summary>Nothing has happened for long: the subscriber is told that the connection lives.</summary>
    public static readonly FeedNote Silence = new(0, "", "");
}
