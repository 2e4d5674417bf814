namespace PuppetEngine.Providers.X.Wire;

/// <summary>What a call wants of X, for what its 2xx answer must hold.</summary>
internal enum XCallKind
{
    /// <summary>A post is made: the answer holds its id.</summary>
    Create,

    /// <summary>A post is deleted: the answer says so.</summary>
    Delete,

    /// <summary>A post is liked: the answer says so.</summary>
    Like,

    /// <summary>A like is taken back: the answer says so.</summary>
    Unlike,

    /// <summary>A post is reposted: the answer says so.</summary>
    Repost,

    /// <summary>A repost is taken back: the answer says so.</summary>
    UndoRepost,

    /// <summary>Something is read: whoever reads checks the body.</summary>
    Read,
}
