namespace PuppetEngine.Engine.Social;

/// <summary>
/// Who says a text. X suspends for identical content on several accounts, so that while it is somebody's no other account of ours says it: neither
/// word for word nor with other punctuation, case, emoji or links.
/// </summary>
/// <param name="Key">What it is found by, <see cref="KeyOf"/>.</param>
/// <param name="AccountKey">The account, <c>world/credential</c>.</param>
/// <param name="EffectId">The effect that said it, or is about to.</param>
/// <param name="At">When.</param>
/// <param name="Until">Until when it is that account's.</param>
public sealed record SaidText(long Key, string AccountKey, string EffectId, DateTimeOffset At, DateTimeOffset Until)
{
    /// <summary>Texts of fewer words are anybody's: a thank-you is no copy of another.</summary>
    public const int LeastWords = 4;

    /// <summary>
    /// A hash of the world and of a text's words, without links and without the mentions before a reply; null where it has too few words to be
    /// anybody's.
    /// </summary>
    /// <param name="world">The world: what is said in one is not said in another.</param>
    /// <param name="text">The text.</param>
    public static long? KeyOf(string world, string text)
    {
        ArgumentNullException.ThrowIfNull(world);
        var words = TextWords.Hashes(NearDuplicate.WithoutLinks(CanonicalText.OfSent(text, isReply: true)));
        if (words.Count < LeastWords)
        {
            return null;
        }

        words.InsertRange(0, TextWords.Hashes(world));
        return (long)TextWords.RunAt(words, 0, words.Count);
    }
}
