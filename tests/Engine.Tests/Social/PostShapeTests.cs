using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class PostShapeTests
{
    private static readonly SocialPost Text = new() { Text = "Rain" };
    private static readonly SocialPoll Poll = new() { Options = ["yes", "no"], DurationMinutes = 60 };

    public static TheoryData<SocialPost, string?> Cases => new()
    {
        { Text, null },
        { Text with { Text = " " }, "neither text nor media" },
        { Text with { Text = "", MediaIds = ["1"] }, null },
        { Text with { Text = new string('a', 281) }, "shorten it by 1" },
        { Text with { Text = "@ada " + new string('a', 280), ReplyToId = "1" }, null },
        { Text with { Text = "\ufeff" }, "character that X refuses" },
        { Text with { MediaIds = [] }, "1 to 4 media" },
        { Text with { MediaIds = ["1", "2", "3", "4", "5"] }, "1 to 4 media" },
        { Text with { MediaIds = ["1", "1"] }, "names a media twice" },
        { Text with { MediaIds = ["abc"] }, "no media id" },
        { Text with { MediaIds = ["1"], Poll = Poll }, "exclude one another" },
        { Text with { QuoteOfId = "1", Poll = Poll }, "exclude one another" },
        { Text with { Poll = Poll }, null },
        { Text with { Poll = Poll with { Options = ["yes"] } }, "2 to 4 options" },
        { Text with { Poll = Poll with { Options = ["yes", "YES"] } }, "are the same" },
        { Text with { Poll = Poll with { Options = ["yes", new string('n', 26)] } }, "1 to 25 characters" },
        { Text with { Poll = Poll with { DurationMinutes = 4 } }, "5 to 10,080" },
        { new SocialPost { Text = "", DeleteId = "1" }, null },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Problem_says_what_X_would_refuse(SocialPost post, string? expected)
    {
        var problem = PostShape.Problem(post);
        Assert.True(expected is null ? problem is null : problem?.Contains(expected, StringComparison.Ordinal) == true, problem ?? "no problem was found");
    }
}
