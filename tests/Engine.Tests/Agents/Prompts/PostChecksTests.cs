using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;

namespace PuppetEngine.Tests.Engine.Agents.Prompts;

public sealed class PostChecksTests
{
    private static AgentDefinition Agent(string topics = "[]", string terms = "[]", string content = "{}") => AgentDefinitionParser.Parse(
        $$$"""{"id":"ada","style_guide":{"topics_to_avoid":{{{topics}}},"vocabulary":{"avoid_terms":{{{terms}}}}},"behavior":{"content_preferences":{{{content}}}}}""", "").Definition!;

    private static IEnumerable<string> Codes(string text, AgentDefinition agent) => PostChecks.Check(text, agent, [], s => s.Length).Select(verdict => verdict.Code);

    [Theory]
    [InlineData("A plain day.", "[\"politics\"]", false)]
    [InlineData("Enough of Politics!", "[\"politics\"]", true)]
    [InlineData("My taxes are late.", "[\"tax\"]", true)]
    [InlineData("The party was art.", "[\"party politics\"]", false)]
    [InlineData("A taxi came.", "[\"tax\"]", false)]
    [InlineData("I voted in the election.", "[\"Discussion of elections\"]", true)]
    [InlineData("Cryptos and cryptocurrency", "[\"crypto\"]", true)]
    [InlineData("Un café très bon", "[\"cafe\"]", true)]
    [InlineData("Buses are late", "[\"bus\"]", false)]
    public void A_topic_is_found_as_whole_words(string text, string topics, bool found) =>
        Assert.Equal(found ? [VerdictCodes.ForbiddenTopic] : [], Codes(text, Agent(topics)));

    [Theory]
    [InlineData("Let us delve deeper.", "[\"delve\"]", true)]
    [InlineData("A game-changer!", "[\"game changer\"]", true)]
    [InlineData("Two — dashes", "[\"—\"]", true)]
    [InlineData("Developed", "[\"delve\"]", false)]
    [InlineData("anything", "[\"\",\" \"]", false)]
    public void An_avoided_term_is_found(string text, string terms, bool found) =>
        Assert.Equal(found ? [VerdictCodes.AvoidedTerm] : [], Codes(text, Agent(terms: terms)));

    [Theory, InlineData(""), InlineData("  "), InlineData("...!"), InlineData("\"\"")]
    public void A_text_without_words_is_empty(string text) => Assert.Equal([VerdictCodes.Empty], Codes(text, Agent()));

    [Fact]
    public void Length_is_what_the_network_weighs()
    {
        Assert.Empty(Codes(new string('a', 280), Agent()));
        Assert.Equal([VerdictCodes.TooLong], Codes(new string('a', 281), Agent()));
        Assert.Empty(PostChecks.Check(new string('a', 400), Agent(), [], _ => 23));
        Assert.Equal([VerdictCodes.TooLong], Codes(new string('a', 101), Agent(content: """{"max_post_length":100}""")));
    }

    [Fact]
    public void A_limit_in_words_is_a_wish() => Assert.Empty(Codes("one two three four five six seven eight nine ten eleven twelve", Agent(content: """{"max_post_length":5}""")));

    [Fact]
    public void Near_duplicates_are_told_with_the_post_they_repeat()
    {
        var verdict = Assert.Single(PostChecks.Check("Same again.", Agent(), ["Same again."], s => s.Length, (_, recent) => recent[0]));
        Assert.Equal(VerdictCodes.NearDuplicate, verdict.Code);
        Assert.Contains("Same again.", verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void All_verdicts_are_told_at_once() =>
        Assert.Equal([VerdictCodes.TooLong, VerdictCodes.ForbiddenTopic, VerdictCodes.AvoidedTerm], Codes("politics delve " + new string('a', 300), Agent("[\"politics\"]", "[\"delve\"]")));
}
