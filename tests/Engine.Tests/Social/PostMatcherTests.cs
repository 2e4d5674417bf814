using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class PostMatcherTests
{
    private static readonly SocialPost Sent = new() { Text = "Good morning, example.com!" };

    [Fact]
    public void Candidates_are_newer_equal_and_oldest_first_by_number()
    {
        List<OwnPost> posts = [Post("1000", "Good morning, http://example.com!"), Post("999", "Good morning, example.com!"), Post("99", "Good morning, example.com!"), Post("1001", "Good evening")];
        Assert.Equal(["999", "1000"], PostMatcher.Candidates(Sent, "99", posts));
        Assert.Equal("99", PostMatcher.OlderDuplicate(Sent, "100", posts));
        Assert.Null(PostMatcher.OlderDuplicate(Sent, "98", posts));
    }

    [Fact]
    public void Candidates_have_the_same_parent_and_the_same_quoted_post()
    {
        List<OwnPost> posts = [Post("5", "Good morning, example.com!") with { ReplyToId = "1" }, Post("6", "Good morning, example.com!") with { QuoteOfId = "2" }];
        Assert.Empty(PostMatcher.Candidates(Sent, "0", posts));
        Assert.Equal(["5"], PostMatcher.Candidates(Sent with { ReplyToId = "1" }, "0", posts));
        Assert.Equal(["6"], PostMatcher.Candidates(Sent with { QuoteOfId = "2" }, "0", posts));
    }

    [Fact]
    public void Candidates_compare_ids_of_twenty_digits_as_numbers()
    {
        List<OwnPost> posts = [Post("18446744073709551615", Sent.Text)];
        Assert.Equal(["18446744073709551615"], PostMatcher.Candidates(Sent, "9223372036854775808", posts));
    }

    [Fact]
    public void OfShown_undoes_what_X_does()
    {
        var shown = CanonicalText.OfShown(
            "@fan @other yes &amp; no &lt;3 https://t.co/a https://t.co/m https://t.co/q",
            [new("https://t.co/a", "https://example.com/?x=1&amp;y", false), new("https://t.co/m", "https://x.com/ada/status/7/photo/1", false), new("https://t.co/q", "https://twitter.com/bo/status/12", false)],
            isReply: true,
            quotedId: "12");
        Assert.Equal("yes & no <3 https://example.com/?x=1&amp;y", shown);
    }

    [Theory]
    [InlineData("@ada hello", "@ada hello")]
    [InlineData("  Cafe\u0301 \n", "Caf\u00e9")]
    public void OfSent_of_a_post_of_its_own_keeps_its_mentions(string text, string expected) => Assert.Equal(expected, CanonicalText.OfSent(text, isReply: false));

    private static OwnPost Post(string id, string text) => new() { Id = id, Text = text, CreatedAt = DateTimeOffset.UnixEpoch };
}
