namespace PuppetEngine.Engine.Social;

/// <summary>The codes of <see cref="PolicyVerdict.Code"/>. Stable: they stand in the journal and in the API.</summary>
public static class PolicyCodes
{
    /// <summary>The account is not marked as automated.</summary>
    public const string NotLabelled = "not_labelled_automated";

    /// <summary>The parent's author neither named the account nor quoted it.</summary>
    public const string NotSummoned = "not_summoned";

    /// <summary>X has not approved that a model writes this account's replies.</summary>
    public const string AiReplyNotApproved = "ai_reply_not_approved";

    /// <summary>The interaction has its one reply.</summary>
    public const string AlreadyAnswered = "already_answered";

    /// <summary>The author said stop.</summary>
    public const string AuthorOptedOut = "author_opted_out";

    /// <summary>The tier has no quotes.</summary>
    public const string QuoteNotInTier = "quote_not_in_tier";

    /// <summary>The tier has no likes.</summary>
    public const string LikeNotInTier = "like_not_in_tier";

    /// <summary>The tier has no follows.</summary>
    public const string FollowNotInTier = "follow_not_in_tier";

    /// <summary>Likes by a program are forbidden on every tier, unless X agreed to them in writing.</summary>
    public const string AutomatedLike = "automated_like";

    /// <summary>Follows by a program are forbidden on every tier.</summary>
    public const string AutomatedFollow = "automated_follow";

    /// <summary>More than one cashtag.</summary>
    public const string Cashtags = "too_many_cashtags";

    /// <summary>It names somebody who did not ask for it.</summary>
    public const string UnsolicitedMention = "unsolicited_mention";

    /// <summary>The same text from another account.</summary>
    public const string IdenticalElsewhere = "identical_elsewhere";

    /// <summary>Media of a model that is not marked.</summary>
    public const string AiMediaNotMarked = "ai_media_not_marked";

    /// <summary>A form that acts on a post was proposed without one.</summary>
    public const string NoTarget = "no_target";
}
