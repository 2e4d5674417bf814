using System.Text.Json.Nodes;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Scheduling;

namespace PuppetEngine.Tests.Engine.Agents.Definitions;

/// <summary>Files in the original's form load unchanged.</summary>
public sealed class OriginalFilesTests
{
    private static ParsedDefinition Golden(string name) => AgentDefinitionParser.Parse(AgentsFolder.Golden(name), name);

    [Fact]
    public void A_file_with_every_field_of_a_real_one_loads()
    {
        var parsed = Golden("original-style.json");

        Assert.Equal(ProblemCodes.Ignored, Assert.Single(parsed.Problems).Code);
        Assert.Equal(("solana_integration.rpc_url", 16, false), (parsed.Problems[0].Field, parsed.Problems[0].Line, parsed.Problems[0].Fatal));
        var agent = parsed.Definition!;
        Assert.Equal(("paloma-agent", "Paloma", "A retired tram conductor who reviews park benches."), (agent.Id, agent.Name, agent.Description));
        Assert.Equal(("openai", "paloma-agent", ""), (agent.LlmProvider, agent.Account, agent.Wallet));
        Assert.Equal("You rode the number nine for thirty years.\nNow you sit.", agent.CustomSystemPrompt);
        Assert.Equal(4, agent.RotatingSystemPrompts.Count);
        Assert.Equal(["observant", "blunt"], agent.Personality.Traits);
        Assert.Equal(["comfort", "shade"], agent.Personality.Values);
        Assert.Equal(["benches", "pigeons"], agent.Personality.Interests);
        Assert.Equal("Short, as over the noise of a tram.", agent.Personality.SpeakingStyle);
        Assert.Equal(("A conductor off duty.", "Dry."), (agent.Style.Voice, agent.Style.Tone));
        Assert.Equal(new Formatting { HashtagStyle = "none", EmojiFrequency = "never", Capitalization = "all lowercase", SentenceLength = "short", AvoidHyphens = true }, agent.Style.Formatting);
        Assert.Equal(["slats", "armrest"], agent.Style.KeyTerms);
        Assert.Equal(["cozy", "literally"], agent.Style.AvoidTerms);
        Assert.Equal(["politics", "the number twelve"], agent.Style.TopicsToAvoid);
    }

    [Fact]
    public void Its_memories_are_read()
    {
        var memory = Golden("original-style.json").Definition!.InitialMemory;
        Assert.Equal(["I was bitten by a swan in 1979.", "The best bench faces the bakery."], memory.CoreMemories);
        Assert.Equal([new InitialEvent("A bench was painted.", null, 0.7), new InitialEvent("A bench was stolen.", new DateTimeOffset(2025, 5, 1, 10, 0, 0, TimeSpan.Zero), 0.9)], memory.RecentEvents);
        var other = Assert.Single(memory.Relationships);
        Assert.Equal(("claudia-agent", 0.4, 0.2, -0.1), (other.Target, other.Sentiment, other.Familiarity, other.Trust));
        Assert.Equal(["talks too fast"], other.Notes);
    }

    [Fact]
    public void Its_behaviour_is_read()
    {
        var agent = Golden("original-style.json").Definition!;
        Assert.Equal((24, 72), (agent.Behavior.PostFrequency.MinHours, agent.Behavior.PostFrequency.MaxHours));
        Assert.Equal([8, 9, 12, 13, 18, 19, 20], agent.Behavior.PostFrequency.PeakHours);
        Assert.Equal((1.0, 0.05, 0.75, 0.1), (agent.Behavior.Interaction.Reply, agent.Behavior.Interaction.Quote, agent.Behavior.Interaction.Like, agent.Behavior.Interaction.Repost));
        Assert.Equal((1, 0.01), (agent.Behavior.Content.MaxThreadLength, agent.Behavior.Content.LinkSharing));
        Assert.Equal(("7 words", "15 words"), (agent.Behavior.Content.TypicalLength.ToString(), agent.Behavior.Content.MaxLength.ToString()));
        Assert.Equal(TimeSpan.FromHours(24), agent.PostRule().Min);
        Assert.Equal(CatchUpMode.One, agent.PostRule().CatchUp);
    }

    [Fact]
    public void Its_trading_is_read()
    {
        var trading = Golden("original-style.json").Definition!.Trading;
        Assert.Equal((false, 0.1m, 0.05m, 1.0m), (trading.Enabled, trading.MaxTradeSol, trading.MinBalanceSol, trading.MaxSlippagePercent));
        Assert.Equal((0.05, 0.2, 0.6, 1.0, 0.1m), (trading.MinHoursBetweenTrades, trading.MaxHoursBetweenTrades, trading.TradeProbability, trading.TweetProbability, trading.MaxPerTransactionSol));
        Assert.Equal(5, trading.DecisionFactors.Count);
        Assert.Equal((1, true, 1), (trading.AlwaysTradable.Count, trading.ConsiderTrending, trading.Blacklist.Count));
        Assert.Equal((false, 2, 1, 5, 0.1m), (trading.KitEnabled, trading.KitMethods.Count, trading.KitAutonomousOnly.Count, trading.KitMaxDailyTrades, trading.KitMaxSingleTradeSol));
        Assert.True(trading.IgnoreHumanRequests);
        Assert.False(trading.RequireTrending);
    }

    [Theory, InlineData("original-style.json")]
    public void The_stored_document_is_the_file_key_for_key(string name)
    {
        var file = JsonNode.Parse(AgentsFolder.Golden(name))!;
        var stored = JsonNode.Parse(Golden(name).CanonicalJson)!;
        Assert.True(JsonNode.DeepEquals(file, stored));
        Assert.Equal(file.AsObject().Select(member => member.Key), stored.AsObject().Select(member => member.Key));
        Assert.Contains("\"bakery\":9.50", Golden(name).CanonicalJson, StringComparison.Ordinal);
        Assert.Contains("kept – even this", Golden(name).CanonicalJson, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_only_its_documents_promised_load_too()
    {
        var parsed = Golden("documented-fields.json");
        Assert.Empty(parsed.Problems);
        var agent = parsed.Definition!;
        Assert.Equal(("fake", "grok", "some-model", 0.7, 280), (agent.LlmProvider, agent.Llm.FallbackProvider, agent.Llm.Model, agent.Llm.Temperature, agent.Llm.MaxTokens));
        Assert.Equal(("You write maps.", "brisk", 30.0), (agent.CustomSystemPrompt, agent.Llm.ResponseStyle, agent.Llm.TimeoutSeconds));
        Assert.False(agent.IsActive);
        Assert.True(agent.Style.ProfanityAllowed);
        Assert.Equal("Asia/Tokyo", agent.Zone.Id);
        Assert.Equal(("quillon", "Drew coastlines.", "content"), (agent.Name, agent.Personality.Background, agent.Personality.DefaultMood));
        Assert.Equal(["ada", "tom"], agent.InitialMemory.Relationships.Select(other => other.Target));
        Assert.Equal(["no blank spots"], agent.InitialMemory.Goals);
        Assert.All(agent.InitialMemory.PostHistory, post => Assert.Equal(new DateTimeOffset(2025, 5, 1, 10, 0, 0, TimeSpan.Zero), post.At));
        Assert.Equal((1, 9), (agent.Behavior.Interaction.MinResponseMinutes, agent.Behavior.Interaction.MaxResponseMinutes));
    }

    [Fact]
    public void Zero_is_a_value_and_not_a_missing_one()
    {
        var agent = Golden("documented-fields.json").Definition!;
        Assert.Equal((0, 0), (agent.Behavior.PostFrequency.MinHours, agent.Behavior.PostFrequency.MaxHours));
        Assert.Equal((0, 0, 0, 0), (agent.Behavior.Interaction.Reply, agent.Behavior.Interaction.Quote, agent.Behavior.Interaction.Like, agent.Behavior.Interaction.Repost));
        Assert.Equal((0, 0m), (agent.Trading.MaxDailyTrades, agent.Trading.MaxDailyVolumeSol));
        Assert.Equal(0, agent.Llm.FrequencyPenalty);
    }

    [Fact]
    public void Both_spellings_of_credentials_go_to_the_same_secrets()
    {
        var snake = Golden("documented-fields.json").Credentials;
        var camel = AgentDefinitionParser.Parse("""{"id":"quillon","twitter_credentials":{"apiKey":"K-1","apiKeySecret":"S-2","accessToken":"T-3","accessTokenSecret":"TS-4","bearerToken":"B-5"}}""", "").Credentials;
        Assert.Equal("""{"api_key":"K-1","api_key_secret":"S-2","access_token":"T-3","access_token_secret":"TS-4","bearer_token":"B-5"}""", Assert.Single(snake).Value);
        Assert.Equal(snake, camel);
        Assert.Equal("x/quillon", snake.Keys.Single());
    }
}
