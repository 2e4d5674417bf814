using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;

namespace PuppetEngine.Tests.Engine.Agents.Prompts;

public sealed class PromptComposerTests
{
    [Fact]
    public void Compose_shows_recent_posts_under_their_heading()
    {
        var parsed = AgentDefinitionParser.Parse("""{"id":"ada","description":"A clockmaker.","style_guide":{"voice":"plain"}}""", "ada.json");
        Assert.Empty(parsed.Problems);
        var prompt = PromptComposer.Compose(new PromptInput { Definition = parsed.Definition!, Now = DateTimeOffset.UnixEpoch, RecentPosts = [new("Hello there.")] });
        Assert.Contains($"{PromptComposer.RecentPostsHeading}\n1. Hello there.", prompt.Messages[1].Text, StringComparison.Ordinal);
    }
}
