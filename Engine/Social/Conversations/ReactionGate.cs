namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>What an agent makes of a post that it came across.</summary>
public enum Reaction
{
    /// <summary>Nothing.</summary>
    Ignore = 0,

    /// <summary>Likes it.</summary>
    Like = 1,

    /// <summary>Answers it.</summary>
    Reply = 2,

    /// <summary>Quotes it.</summary>
    Quote = 3,

    /// <summary>Reposts it.</summary>
    Repost = 4,
}

/// <summary>Lets through what a model would like to do with a post, as often as the definition says: 0 is never, 1 always.</summary>
public static class ReactionGate
{
    /// <summary>What may be proposed at all: never what the account may not do or the definition sets to 0.</summary>
    public static IReadOnlyList<Reaction> Open(ConversationRules rules) =>
        [.. Enum.GetValues<Reaction>().Where(reaction => reaction == Reaction.Ignore || (Chance(reaction, rules) > 0 && May(reaction, rules)))];

    /// <summary>The proposal, or <see cref="Reaction.Ignore"/>.</summary>
    /// <param name="proposed">What the model would do.</param>
    /// <param name="rules">The account's rules.</param>
    /// <param name="roll">A number from 0 (inclusive) to 1.</param>
    public static Reaction Decide(Reaction proposed, ConversationRules rules, double roll) =>
        May(proposed, rules) && roll < Chance(proposed, rules) ? proposed : Reaction.Ignore;

    private static double Chance(Reaction reaction, ConversationRules rules) => reaction switch
    {
        Reaction.Like => rules.Like,
        Reaction.Reply => rules.Reply,
        Reaction.Quote => rules.Quote,
        Reaction.Repost => rules.Repost,
        _ => 1,
    };

    private static bool May(Reaction reaction, ConversationRules rules) => reaction switch
    {
        Reaction.Like => rules.MayLike,
        Reaction.Quote => rules.MayQuote,
        Reaction.Repost => rules.MayRepost,
        _ => true,
    };
}
