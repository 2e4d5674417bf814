using System.Globalization;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>Whether a post has a shape that X takes: length, media, poll, and what excludes what. X answers 400 or 403 to all else.</summary>
public static class PostShape
{
    private const int MostMedia = 4;
    private const int LongestOption = 25;

    /// <summary>What is wrong and how to mend it, in one sentence; null when nothing is.</summary>
    /// <param name="post">The post; a deletion has no shape.</param>
    /// <param name="maximum">The account's longest post.</param>
    public static string? Problem(SocialPost post, int maximum = WeightedLength.Maximum)
    {
        ArgumentNullException.ThrowIfNull(post);
        return post.DeleteId is not null ? null : Text(post, maximum) ?? Parts(post) ?? (post.Poll is { } poll ? Poll(poll) : null);
    }

    private static string? Text(SocialPost post, int maximum)
    {
        if (WeightedLength.HasInvalidCharacter(post.Text))
        {
            return "The text holds a character that X refuses (a byte order mark or half of a pair): take it out.";
        }

        var weight = post.ReplyToId is null ? WeightedLength.Of(post.Text.Trim()) : ReplyText.Weight(post.Text);
        return weight == 0 && post.MediaIds is not { Count: > 0 } ? "The post has neither text nor media: write a text."
            : weight > maximum ? string.Create(CultureInfo.InvariantCulture, $"The text weighs {weight} characters and may weigh {maximum}: shorten it by {weight - maximum}, or post it as a thread.")
            : null;
    }

    private static string? Parts(SocialPost post)
    {
        var kinds = (post.MediaIds is null ? 0 : 1) + (post.Poll is null ? 0 : 1) + (post.QuoteOfId is null ? 0 : 1);
        return kinds > 1 ? "Media, a poll and a quoted post exclude one another: keep one of them."
            : post.MediaIds is { Count: 0 or > MostMedia } ids ? $"A post holds 1 to {MostMedia} media and was given {ids.Count}: leave some out."
            : post.MediaIds is { } media && media.Distinct(StringComparer.Ordinal).Count() < media.Count ? "The post names a media twice: name it once."
            : post.MediaIds is { } named && named.Find(id => !PostIds.TryParse(id, out _)) is { } bad ? $"'{bad}' is no media id: take the id that the upload gave."
            : null;
    }

    private static string? Poll(SocialPoll poll) =>
        poll.Options.Count is < 2 or > 4 ? $"A poll has 2 to 4 options and was given {poll.Options.Count}."
        : poll.Options.Find(o => string.IsNullOrWhiteSpace(o) || new StringInfo(o).LengthInTextElements > LongestOption) is { } option ? $"The poll's option '{option}' must have 1 to {LongestOption} characters."
        : poll.Options.Distinct(StringComparer.OrdinalIgnoreCase).Count() < poll.Options.Count ? "Two of the poll's options are the same: make them differ."
        : poll.DurationMinutes is < 5 or > 10_080 ? "A poll runs 5 to 10,080 minutes."
        : null;
}
