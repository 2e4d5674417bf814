using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Social;
using static PuppetEngine.Tests.Engine.Social.Conversations.Mentions;

namespace PuppetEngine.Tests.Engine.Social.Conversations;

public sealed class SeenMentionTests
{
    private static SeenPost Post(string id, string author, int minute, string conversation = "1") => new()
    {
        Id = id, Text = $"text {id}", Author = new SeenUser { Id = author, Handle = "user" + author }, CreatedAt = Noon.AddMinutes(minute), ConversationId = conversation,
    };

    [Fact]
    public void Of_orders_the_thread_and_leaves_out_what_is_not_of_it()
    {
        var mention = SeenMention.Of(Post("30", "9", 5), [Post("20", "2", 2), Post("1", "9", 0), Post("20", "2", 2), Post("7", "9", 1, "7"), Post("40", "9", 9), Post("30", "9", 5)], "2", "ada");
        Assert.Equal(["1", "20"], mention.Thread.Select(p => p.Id));
        Assert.Equal(("30", "9", "user9", false), (mention.Id, mention.AuthorId, mention.AuthorHandle, mention.IsDirect));
        Assert.Equal(AuthorTraits.Unknown, mention.Author);
    }

    [Fact]
    public void Of_a_mention_an_answer_and_a_quote_are_direct()
    {
        Assert.True(SeenMention.Of(Post("30", "9", 5) with { Mentions = ["Ada"] }, [], "2", "ada").IsDirect);
        Assert.True(SeenMention.Of(Post("30", "9", 5) with { ReplyToUserId = "2" }, [], "2", "ada").IsDirect);
        Assert.True(SeenMention.Of(Post("30", "9", 5) with { QuoteOfId = "20" }, [Post("20", "2", 1, "20")], "2", "ada").IsDirect);
        Assert.False(SeenMention.Of(Post("30", "9", 5) with { QuoteOfId = "20" }, [Post("20", "3", 1, "20")], "2", "ada").IsDirect);
        Assert.True(SeenMention.Of(Post("30", "9", 5) with { RepostOfId = "20" }, [], "2", "ada").IsRepost);
    }
}
