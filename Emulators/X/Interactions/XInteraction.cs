namespace PuppetEngine.Emulators.X.Interactions;

/// <summary>A like of a post or a follow of a user, or the end of one, as the log keeps it.</summary>
/// <param name="Kind"><c>like</c> or <c>follow</c>.</param>
/// <param name="UserId">Who.</param>
/// <param name="Target">The post or the user.</param>
/// <param name="Undone">It ended.</param>
internal sealed record XInteraction(string Kind, ulong UserId, ulong Target, bool Undone)
{
    public const string Like = "like";
    public const string Follow = "follow";
}
