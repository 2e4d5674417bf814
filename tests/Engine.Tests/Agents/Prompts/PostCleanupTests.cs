using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;

namespace PuppetEngine.Tests.Engine.Agents.Prompts;

public sealed class PostCleanupTests
{
    private static AgentDefinition Agent(string formatting = "{}") =>
        AgentDefinitionParser.Parse($$$"""{"id":"ada","name":"Ada Lind","style_guide":{"formatting":{{{formatting}}}}}""", "").Definition!;

    [Theory]
    [InlineData("  Plain text.  ", "Plain text.")]
    [InlineData("\"Wrapped.\"", "Wrapped.")]
    [InlineData("“Wrapped.”", "Wrapped.")]
    [InlineData("'Wrapped.'", "Wrapped.")]
    [InlineData("\"Yes,\" she said, \"no.\"", "\"Yes,\" she said, \"no.\"")]
    [InlineData("'Tis the season, they say 'round here'", "'Tis the season, they say 'round here'")]
    [InlineData("Tweet: Hello.", "Hello.")]
    [InlineData("tweet: \"Hello.\"", "Hello.")]
    [InlineData("Here's my tweet: Hello.", "Hello.")]
    [InlineData("Here is a post:\n\nHello.", "Hello.")]
    [InlineData("My tweet: Hello.", "Hello.")]
    [InlineData("How about: Hello.", "Hello.")]
    [InlineData("Example: Hello.", "Hello.")]
    [InlineData("Template: Response: Hello.", "Hello.")]
    [InlineData("Ada Lind: Hello.", "Hello.")]
    [InlineData("ada: Hello.", "Hello.")]
    [InlineData("Postcards are slow.", "Postcards are slow.")]
    [InlineData("Example of patience: a snail.", "Example of patience: a snail.")]
    [InlineData("- A bullet.", "A bullet.")]
    [InlineData("- one\n- two", "- one\n- two")]
    [InlineData("```\nFenced.\n```", "Fenced.")]
    [InlineData("```text\n\"Fenced.\"\n```", "Fenced.")]
    [InlineData("Hello.\nTIMESTAMP: 2025-05-01T10:00:00Z\nUNIQUE_ID: 0.123", "Hello.")]
    [InlineData("Hello.\r\n\r\n\r\n\r\nThere.", "Hello.\n\nThere.")]
    [InlineData("Hello\u200B there\u202E.", "Hello there.")]
    [InlineData("Hello there. #morning #bells", "Hello there.")]
    [InlineData("The #bells ring at #1 Square.", "The bells ring at #1 Square.")]
    [InlineData("#Bells ring.", "Bells ring.")]
    [InlineData("C# and https://a.example/x#part stay.", "C# and https://a.example/x#part stay.")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("   ", "")]
    public void Clean_takes_off_what_a_model_wraps_around(string raw, string expected) => Assert.Equal(expected, PostCleanup.Clean(raw, Agent()));

    [Fact]
    public void Hashtags_stay_where_the_definition_uses_them() =>
        Assert.Equal("Hello. #bells", PostCleanup.Clean("Hello. #bells", Agent("""{"uses_hashtags":true}""")));

    [Fact]
    public void Nothing_is_cut_off()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 500));
        Assert.Equal(text, PostCleanup.Clean(text, Agent()));
    }

    [Fact]
    public void Cleaning_twice_changes_nothing()
    {
        var once = PostCleanup.Clean("```\nTweet: \"- Hello #x\"\n```", Agent());
        Assert.Equal(once, PostCleanup.Clean(once, Agent()));
    }

    [Theory]
    [InlineData("all lowercase", true)]
    [InlineData("Always lower case.", true)]
    [InlineData("lowercase only", true)]
    [InlineData("no capitals", true)]
    [InlineData("mostly lowercase", false)]
    [InlineData("lowercase except names", false)]
    [InlineData("never lowercase", false)]
    [InlineData("correct capitals throughout", false)]
    [InlineData("sentence case", false)]
    [InlineData("", false)]
    public void Lower_case_is_enforced_only_where_it_is_demanded(string rule, bool demanded)
    {
        Assert.Equal(demanded, PostCleanup.DemandsLowercase(rule));
        Assert.Equal(demanded ? "hello ghent" : "Hello Ghent", PostCleanup.Clean("Hello Ghent", Agent($$"""{"capitalization":"{{rule}}"}""")));
    }

    [Fact]
    public void Addresses_keep_their_letters_in_lower_case() => Assert.Equal(
        "see https://A.example/Path and @AdaL",
        PostCleanup.Clean("See https://A.example/Path AND @AdaL", Agent("""{"capitalization":"all lowercase"}""")));

    [Fact]
    public void Capitals_are_enforced_where_they_are_demanded() =>
        Assert.Equal("HELLO", PostCleanup.Clean("Hello", Agent("""{"capitalization":"ALL CAPS"}""")));
}
