namespace PuppetEngine.Emulators.X.Limits;

/// <summary>What shares a window. The names on the control API are these, in snake_case.</summary>
internal enum RateBucket
{
    Post,
    Delete,
    Timeline,
    Mentions,
    Me,
    Lookup,
    Like,
    LikesDay,
    Repost,
    Follow,
    Search,
    Users,
    MediaUpload,
    MediaInitialize,
    MediaAppend,
    MediaFinalize,
    MediaStatus,
    MediaMetadata,
    StreamConnect,
    StreamRules,
    StreamRulesRead,
    UserPostsDay,
    AppPostsDay,
}
