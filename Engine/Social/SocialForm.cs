namespace PuppetEngine.Engine.Social;

/// <summary>What an agent wants to do on the network, as X's rules tell forms apart.</summary>
public enum SocialForm
{
    /// <summary>A post of its own, with or without media or poll, or the first part of a thread.</summary>
    Post,

    /// <summary>A later part of an own thread: an answer to oneself.</summary>
    ThreadPart,

    /// <summary>An answer to somebody.</summary>
    Reply,

    /// <summary>A post that quotes somebody's.</summary>
    Quote,

    /// <summary>A like.</summary>
    Like,

    /// <summary>A repost.</summary>
    Repost,

    /// <summary>A follow.</summary>
    Follow,
}
