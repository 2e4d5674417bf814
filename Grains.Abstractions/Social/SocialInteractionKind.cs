using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>What an account does to somebody's post without writing one. Each is a state and not an event: done twice it is done once.</summary>
[GenerateSerializer, Alias("PuppetEngine.Social.SocialInteractionKind")]
public enum SocialInteractionKind
{
    /// <summary>Likes the post.</summary>
    Like = 0,

    /// <summary>Takes the like back.</summary>
    Unlike = 1,

    /// <summary>Shows the post to the account's followers.</summary>
    Repost = 2,

    /// <summary>Takes the repost back.</summary>
    UndoRepost = 3,
}
