using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// The text of a reply. X puts the handles of the conversation in front of it; those, and the ones that a writer typed there, are no part
/// of the text: they count for no length and make no text another text.
/// </summary>
public static class ReplyText
{
    /// <summary>The text without the mentions at its head, composed (NFC) and trimmed: what readers see, and what the length is of.</summary>
    public static string Body(string text) => CanonicalText.OfSent(text, isReply: true);

    /// <summary>The handles at the head of a text, without at sign, each once, in order.</summary>
    public static List<string> LeadingMentions(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var handles = new List<string>();
        var at = text.Length - text.TrimStart().Length;
        foreach (var mention in MentionText.Find(text))
        {
            if (!string.IsNullOrWhiteSpace(text[at..mention.Index]))
            {
                break;
            }

            at = mention.Index + mention.Length;
            handles.Add(mention.Handle);
        }

        return [.. handles.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The weighted length of a reply: that of its <see cref="Body"/>.</summary>
    public static int Weight(string text) => WeightedLength.Of(Body(text));

    /// <summary>Whether X takes the text as a reply: a body that is not empty, no forbidden character, not too long.</summary>
    public static bool IsValid(string text, int maximum = WeightedLength.Maximum) =>
        !WeightedLength.HasInvalidCharacter(text) && Weight(text) is > 0 and var weight && weight <= maximum;

    /// <summary>
    /// Whom the words of an answer may name: those who have spoken in the conversation. Whoever was only named by somebody has not, and must not be
    /// dragged in by the agent because a stranger wishes it.
    /// </summary>
    /// <param name="mention">The mention with what was said before it.</param>
    /// <param name="ownHandle">The answering account's handle.</param>
    public static List<string> Speakers(Mention mention, string ownHandle)
    {
        ArgumentNullException.ThrowIfNull(mention);
        return [.. mention.Thread.Select(post => post.AuthorHandle).Prepend(mention.AuthorHandle)
            .Where(handle => handle.Length > 0 && !string.Equals(handle, ownHandle, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>
    /// Everybody in the conversation as seen from a post that is answered: its author and whom it names, without the one who answers.
    /// X adds these handles itself; which of them the answer's own words may name says <see cref="Speakers"/>.
    /// </summary>
    /// <param name="parent">The post that is answered.</param>
    /// <param name="ownHandle">The answering account's handle.</param>
    public static List<string> Participants(SeenPost parent, string ownHandle)
    {
        ArgumentNullException.ThrowIfNull(parent);
        return [.. parent.Mentions.Prepend(parent.Author.Handle)
            .Where(h => h.Length > 0 && !string.Equals(h, ownHandle, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
