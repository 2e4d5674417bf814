using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Social.Conversations;

namespace PuppetEngine.Tests.Engine.Agents.Prompts;

public sealed class StructuredAnswersTests
{
    private static readonly Reaction[] All = Enum.GetValues<Reaction>();

    [Theory]
    [InlineData("""{"action":"like","reason":"kind"}""", Reaction.Like, "kind")]
    [InlineData("""{"ACTION":"1","REASONING":"asked"}""", Reaction.Reply, "asked")]
    [InlineData("""{"action":2}""", Reaction.Quote, "")]
    [InlineData("""{"reaction":"Quote Tweet"}""", Reaction.Quote, "")]
    [InlineData("""{"action":"retweet"}""", Reaction.Repost, "")]
    [InlineData("""{"action":"reply within 1 hour"}""", Reaction.Ignore, "")]
    [InlineData("""{"action":["like"]}""", Reaction.Ignore, "")]
    [InlineData("like", Reaction.Ignore, "")]
    [InlineData("", Reaction.Ignore, "")]
    public void Reaction_is_read_or_nothing(string json, Reaction reaction, string reason) => Assert.Equal((reaction, reason), ReactionAnswer.Parse(json, All));

    [Fact]
    public void Reaction_that_is_closed_is_none() => Assert.Equal(Reaction.Ignore, ReactionAnswer.Parse("""{"action":"like"}""", [Reaction.Ignore, Reaction.Reply]).Reaction);

    [Theory]
    [InlineData("""{"posts":["1/3 One.","2. Two.","\"Three.\" 3/3","","Four."]}""")]
    [InlineData("""["One.","Two.","Three.","Four."]""")]
    [InlineData("One.\n\nTwo.\r\n\r\n(3/3) Three.\n\nFour.")]
    public void Thread_is_read_from_json_or_text(string answer) =>
        Assert.Equal(["One.", "Two.", "Three."], ThreadAnswer.Parse(answer, PromptInputs.Definition, 3));

    [Theory, InlineData(""), InlineData("{\"posts\":[1]}"), InlineData("{\"posts\":[\"cut o")]
    public void Thread_of_nonsense_is_empty(string answer) => Assert.Empty(ThreadAnswer.Parse(answer, PromptInputs.Definition, 3));
}
