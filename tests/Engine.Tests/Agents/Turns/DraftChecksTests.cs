using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class DraftChecksTests
{
    private static readonly AgentDefinition Ada = AgentDefinitionParser.Parse("""{"id":"ada","handle":"ada_lind"}""", "").Definition!;

    private static List<Verdict> Post(string text, string? asked) => DraftChecks.Check(Ada, [], text, force: false, asked, null, NoSecrets.Instance);

    private static List<Verdict> Reply(string text, params string[] participants) => DraftChecks.CheckReply(Ada, [], text, participants, null, null, NoSecrets.Instance);

    [Fact]
    public void Check_names_that_an_operator_wrote_may_be_said_and_no_others()
    {
        Assert.Empty(Post("Well done, @town_museum!", "Congratulate @town_museum."));
        Assert.Equal(VerdictCodes.BlockedOutgoing, Assert.Single(Post("Well done, @town_museum!", "Congratulate the museum.")).Code);
        Assert.Equal(VerdictCodes.BlockedOutgoing, Assert.Single(Post("Well done, @town_museum and @eve!", "Congratulate @town_museum.")).Code);
    }

    [Fact]
    public void CheckReply_may_name_the_conversation_and_nobody_else()
    {
        Assert.Empty(Reply("Ask @bob, he knows bells.", "bob"));
        Assert.Equal(VerdictCodes.BlockedOutgoing, Assert.Single(Reply("Ask @eve, she knows bells.", "bob")).Code);
        Assert.Equal(VerdictCodes.BlockedOutgoing, Assert.Single(Reply("See https://bells.example.com", "bob")).Code);
    }

    [Fact]
    public void CleanReply_leaves_out_the_handles_that_the_network_writes_itself()
    {
        Assert.Equal("They do.", DraftChecks.CleanReply("\"@bob @ada_lind They do.\"", Ada));
        Assert.Equal("", DraftChecks.CleanReply("@bob", Ada));
    }

    [Fact]
    public void CheckReply_finds_a_reply_that_was_given_before() =>
        Assert.Equal(VerdictCodes.NearDuplicate, Assert.Single(DraftChecks.CheckReply(Ada, ["They do, every summer, by a minute."], "They do, every summer, by a minute!", [], null, null, NoSecrets.Instance)).Code);
}
