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

    [Fact]
    public void Consolidation_is_read_within_bounds()
    {
        var read = ConsolidationAnswer.Parse(
            """
            {"memories":[
              {"content":" The clock\nstopped. ","kind":"episodic","importance":7,"emotional_valence":-3,"sources":[2,1,2,9,0,"x"]},
              {"content":"Nothing.","kind":"nonsense","sources":[3]},
              {"content":"No source.","kind":"semantic","importance":0.5,"emotional_valence":0,"sources":[]},
              {"content":"","sources":[1]}, 7]}
            """, 3)!;
        Assert.Equal(2, read.Count);
        Assert.Equal(("The clock stopped.", "episodic", 1.0, -1.0), (read[0].Content, read[0].Kind, read[0].Importance, read[0].EmotionalValence));
        Assert.Equal([0, 1], read[0].Sources);
        Assert.Equal(("semantic", 0.5), (read[1].Kind, read[1].Importance));
        Assert.Null(ConsolidationAnswer.Parse("not json", 3));
        Assert.Null(ConsolidationAnswer.Parse("""{"memories":{}}""", 3));
        Assert.Empty(ConsolidationAnswer.Parse("""{"memories":[]}""", 3)!);
    }
}
