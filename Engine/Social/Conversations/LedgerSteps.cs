using System.Collections.Immutable;

namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>The steps by which a ledger changes, each within its bounds.</summary>
internal static class LedgerSteps
{
    /// <summary>Conversations that rested this long are forgotten; the thread itself still shows own replies.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromDays(7);

    /// <summary>Drops what no guard needs any more.</summary>
    public static ConversationLedger Prune(ConversationLedger ledger, ConversationRules rules, DateTimeOffset now)
    {
        return ledger with
        {
            Replies = ledger.Replies.RemoveAll(slot => slot.At <= now - ReplyWindows.Hour - (slot.Sent ? TimeSpan.Zero : rules.MaxAge)),
            Conversations = ledger.Conversations.RemoveAll(c => c.At < now - Rest),
            Partners = ledger.Partners.RemoveAll(p => p.Until is { } until ? until <= now : p.At < now - rules.CoolDown),
        };
    }

    /// <summary>The mention is decided.</summary>
    public static ConversationLedger Handle(ConversationLedger ledger, string mentionId) =>
        ledger with { Handled = First(ledger.Handled, mentionId, ConversationLedger.MostHandled) };

    /// <summary>The mention waits, in its place by time.</summary>
    public static ConversationLedger Hold(ConversationLedger ledger, HeldMention held)
    {
        var place = 0;
        while (place < ledger.Held.Length && ledger.Held[place].Until <= held.Until)
        {
            place++;
        }

        return ledger with { Held = ledger.Held.Insert(place, held) };
    }

    /// <summary>The mention waits no more.</summary>
    public static ConversationLedger Unhold(ConversationLedger ledger, string mentionId) =>
        ledger.Held.Any(held => held.MentionId == mentionId) ? ledger with { Held = ledger.Held.RemoveAll(held => held.MentionId == mentionId) } : ledger;

    /// <summary>The author said stop; <see cref="ConversationMachine.Due"/> drops what was planned for them.</summary>
    public static ConversationLedger Stop(ConversationLedger ledger, string authorId) => ledger with
    {
        Stopped = First(ledger.Stopped.Remove(authorId), authorId, ConversationLedger.MostStopped),
    };

    /// <summary>A reply is planned.</summary>
    public static ConversationLedger Plan(
        ConversationLedger ledger, ConversationRules rules, Mention mention, int turn, bool isBot, DateTimeOffset at, DateTimeOffset now)
    {
        var conversations = ledger.Conversations.RemoveAll(c => c.ConversationId == mention.ConversationId);
        var planned = Insert(ledger, new ReplySlot(mention.Id, mention.AuthorId, mention.ConversationId, at)) with
        {
            Conversations = First(conversations, new ConversationTurns(mention.ConversationId, turn, now), ConversationLedger.MostConversations),
        };
        return isBot ? Met(planned, rules, mention.AuthorId, at, now) : planned;
    }

    /// <summary>Puts a reply in its place by time.</summary>
    public static ConversationLedger Insert(ConversationLedger ledger, ReplySlot slot)
    {
        var place = 0;
        while (place < ledger.Replies.Length && ledger.Replies[place].At <= slot.At)
        {
            place++;
        }

        return ledger with { Replies = ledger.Replies.Insert(place, slot) };
    }

    // Counted over all conversations: machines that begin a new one with each post would never reach the limit of any.
    private static ConversationLedger Met(ConversationLedger ledger, ConversationRules rules, string authorId, DateTimeOffset at, DateTimeOffset now)
    {
        var turns = (ledger.Partners.FirstOrDefault(p => p.AuthorId == authorId)?.Turns ?? 0) + 1;
        var partner = new PartnerTurns(authorId, turns, now, turns >= rules.BotTurns ? at + rules.CoolDown : null);
        return ledger with { Partners = First(ledger.Partners.RemoveAll(p => p.AuthorId == authorId), partner, ConversationLedger.MostPartners) };
    }

    private static ImmutableArray<T> First<T>(ImmutableArray<T> list, T item, int most)
    {
        var longer = list.Insert(0, item);
        return longer.Length > most ? longer.RemoveRange(most, longer.Length - most) : longer;
    }
}
