using PuppetEngine.Engine.Social.Conversations;

namespace PuppetEngine.Tests.Engine.Social.Conversations;

/// <summary>Mentions and rules as the tests of conversations begin with.</summary>
internal static class Mentions
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly ConversationRules Rules = new() { OwnId = "1", OwnHandle = "ada" };

    public static readonly ConversationRolls Rolls = new(0.5, 0.5, 0.5, 0.5);

    public static Mention Of(string id, string author = "9", string conversation = "c1", string text = "what do you think of bells?", DateTimeOffset? at = null) =>
        new() { Id = id, ConversationId = conversation, AuthorId = author, AuthorHandle = "user" + author, Text = text, At = at ?? Noon };

    public static MentionDecision Decide(Mention mention, ConversationRules? rules = null, ConversationLedger? ledger = null, ConversationRolls? rolls = null, DateTimeOffset? now = null) =>
        ConversationMachine.Decide(ledger ?? ConversationLedger.Empty, rules ?? Rules, mention, rolls ?? Rolls, now ?? Noon).Decision;
}
