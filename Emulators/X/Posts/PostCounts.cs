namespace PuppetEngine.Emulators.X.Posts;

/// <summary>What others did to a post: its public metrics.</summary>
internal sealed record PostCounts(int Replies, int Quotes, int Reposts, int Likes)
{
    public static PostCounts None { get; } = new(0, 0, 0, 0);
}
