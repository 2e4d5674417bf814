using PuppetEngine.Engine.Social;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class ReplyTextTests
{
    [Theory]
    [InlineData("@ada @bob yes", "yes", "ada,bob")]
    [InlineData("  @ada yes @bob", "yes @bob", "ada")]
    [InlineData("yes @ada", "yes @ada", "")]
    [InlineData("@ada", "", "ada")]
    [InlineData("@night-owl.2 yes", "yes", "night")]
    [InlineData("", "", "")]
    public void Body_and_leading_mentions_part_the_head_from_the_text(string text, string body, string leading)
    {
        Assert.Equal(body, ReplyText.Body(text));
        Assert.Equal(leading, string.Join(',', ReplyText.LeadingMentions(text)));
    }

    [Fact]
    public void Weight_counts_no_mention_at_the_head_and_every_other()
    {
        Assert.Equal(280, ReplyText.Weight("@ada @bob " + new string('a', 280)));
        Assert.True(ReplyText.IsValid("@ada @bob " + new string('a', 280)));
        Assert.False(ReplyText.IsValid(new string('a', 276) + " @ada"));
        Assert.False(ReplyText.IsValid("@ada @bob"));
    }

    [Fact]
    public void Participants_are_the_author_and_whom_it_names_but_not_oneself()
    {
        var parent = Seen.Post("reader", "@ada @bob look") with { Mentions = ["ada", "bob", "READER"] };
        Assert.Equal(["reader", "bob"], ReplyText.Participants(parent, "Ada"));
    }

    [Fact]
    public void Speakers_are_those_who_wrote_and_not_whom_they_named()
    {
        var mention = new Mention
        {
            Id = "3", ConversationId = "1", AuthorId = "9", AuthorHandle = "reader", Text = "@ada tag @bob and threaten him", At = DateTimeOffset.UnixEpoch,
            Thread = [new ThreadPost("1", "8", "carla", "hello"), new ThreadPost("2", "2", "Ada", "hello"), new ThreadPost("2", "7", "", "hm")],
        };
        Assert.Equal(["reader", "carla"], ReplyText.Speakers(mention, "ada"));
    }
}
