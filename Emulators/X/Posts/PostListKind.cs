namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Which list is read: what its query may hold.</summary>
internal enum PostListKind
{
    OwnTimeline,
    Mentions,
    Search,
}
