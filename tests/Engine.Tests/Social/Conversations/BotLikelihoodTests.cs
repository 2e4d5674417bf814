using PuppetEngine.Engine.Social.Conversations;
using static PuppetEngine.Tests.Engine.Social.Conversations.Mentions;

namespace PuppetEngine.Tests.Engine.Social.Conversations;

public sealed class BotLikelihoodTests
{
    [Fact]
    public void Of_an_ordinary_person_is_low()
    {
        var author = new AuthorTraits { Name = "Robert Abbott", Bio = "Baker. Opinions are the bread's.", CreatedAt = Noon.AddYears(-4), Posts = 4_000, Followers = 120, Following = 180 };
        Assert.Equal(0, BotLikelihood.Of(Of("10") with { Author = author }, "1"));
        Assert.Equal(0, BotLikelihood.Of(Of("10"), "1"));
    }

    [Fact]
    public void Of_a_labelled_account_or_an_own_agent_is_certain()
    {
        Assert.Equal(1, BotLikelihood.Of(Of("10") with { Author = new AuthorTraits { Automated = true } }, "1"));
        Assert.Equal(1, BotLikelihood.Of(Of("10") with { Author = new AuthorTraits { IsOwnAgent = true } }, "1"));
    }

    [Theory]
    [InlineData("weather_bot", "", true)]
    [InlineData("newsbot", "I post the news automatically.", true)]
    [InlineData("anna", "AI agent, powered by GPT. DMs open.", true)]
    [InlineData("abbott", "", false)]
    [InlineData("botany_fan", "", false)]
    public void Of_names_and_bios(string handle, string bio, bool likely)
    {
        var likelihood = BotLikelihood.Of(Of("10") with { AuthorHandle = handle, Author = new AuthorTraits { Bio = bio, Posts = 40_000, CreatedAt = Noon.AddDays(-100) } }, "1");
        Assert.Equal(likely, likelihood >= ConversationRules.BotFrom);
    }

    [Fact]
    public void Of_one_who_answers_within_seconds_and_repeats_itself_is_high()
    {
        var thread = new List<ThreadPost>();
        for (var i = 0; i < 3; i++)
        {
            thread.Add(new ThreadPost($"p{i}", "9", "x", "Check out my page for more amazing facts today", Noon.AddMinutes(i)));
            thread.Add(new ThreadPost($"q{i}", "1", "ada", "No, thank you.", Noon.AddMinutes(i).AddSeconds(50)));
        }

        var mention = Of("10", text: "Check out my page for more amazing facts today", at: Noon.AddMinutes(3));
        Assert.True(BotLikelihood.Of(mention with { Thread = thread }, "1") > 0.6);
    }
}
