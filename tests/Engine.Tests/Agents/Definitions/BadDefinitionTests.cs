using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Tests.Engine.Agents.Definitions;

/// <summary>A table of bad files: each is refused with file, line, field, code and a sentence that mends it.</summary>
public sealed class BadDefinitionTests
{
    public static TheoryData<string, string, int, string, string> Rows => new()
    {
        { "{\n  \"id\": \"ada\",\n}", ProblemCodes.Syntax, 3, "", "comma after the last entry" },
        { "{\n  \"id\": \"ada\"\n  \"name\": \"Ada\"\n}", ProblemCodes.Syntax, 3, "", "missing comma" },
        { "{\n  // note\n  \"id\": \"ada\"\n}", ProblemCodes.Syntax, 2, "", "no comments" },
        { "{\"id\":\"ada\"", ProblemCodes.Syntax, 1, "", "ends before" },
        { "", ProblemCodes.Syntax, 1, "", "empty" },
        { "{\"id\":\"ada\"} {}", ProblemCodes.Syntax, 1, "", "follows the end" },
        { "{\"id\":\"\\ud800\"}", ProblemCodes.Syntax, 0, "", "half of a character" },
        { "[1]", ProblemCodes.WrongType, 1, "", "Begin it with {" },
        { "{\"name\":\"Ada\"}", ProblemCodes.MissingId, 1, "id", "\"id\": \"ada\"" },
        { "{\n\"id\": 7}", ProblemCodes.WrongType, 2, "id", "text in quotes" },
        { "{\n\n\"id\": \"../../etc/passwd\"}", ProblemCodes.PathInId, 3, "id", "plain name" },
        { "{\"id\": \"a\\\\b\"}", ProblemCodes.PathInId, 1, "id", "plain name" },
        { "{\"id\": \"###\"}", ProblemCodes.BadId, 1, "id", "a-z" },
        { "{\"id\":\"ada\",\n\"llm_provider\":\"openia\"}", ProblemCodes.UnknownProvider, 2, "llm_provider", "openai, azure" },
        { "{\"id\":\"ada\",\n\"llm_config\":{\n\"fallback_provider\":\"hal\"}}", ProblemCodes.UnknownProvider, 3, "llm_config.fallback_provider", "openai, azure" },
        { "{\"id\":\"ada\",\n\"behavior\":{\"post_frequency\":{\n\"min_hours_between_posts\":\"3\"}}}", ProblemCodes.WrongType, 3, "behavior.post_frequency.min_hours_between_posts", "number without quotes" },
        { "{\"id\":\"ada\",\"behavior\":{\"post_frequency\":{\"min_hours_between_posts\":-1}}}", ProblemCodes.OutOfRange, 1, "behavior.post_frequency.min_hours_between_posts", "0 or more" },
        { "{\"id\":\"ada\",\"behavior\":{\"post_frequency\":{\"min_hours_between_posts\":5,\n\"max_hours_between_posts\":4}}}", ProblemCodes.OutOfRange, 2, "behavior.post_frequency.max_hours_between_posts", "smaller number first" },
        { "{\"id\":\"ada\",\"behavior\":{\"post_frequency\":{\"min_hours_between_posts\":13}}}", ProblemCodes.OutOfRange, 1, "behavior.post_frequency.max_hours_between_posts", "default" },
        { "{\"id\":\"ada\",\"behavior\":{\"post_frequency\":{\"peak_posting_hours\":[9,\n24]}}}", ProblemCodes.OutOfRange, 2, "behavior.post_frequency.peak_posting_hours", "from 0 to 23" },
        { "{\"id\":\"ada\",\"behavior\":{\"post_frequency\":{\"peak_posting_hours\":[9.5]}}}", ProblemCodes.WrongType, 1, "behavior.post_frequency.peak_posting_hours", "whole number" },
        { "{\"id\":\"ada\",\"behavior\":{\"interaction_patterns\":{\"reply_probability\":1.2}}}", ProblemCodes.OutOfRange, 1, "behavior.interaction_patterns.reply_probability", "from 0 to 1" },
        { "{\"id\":\"ada\",\"behavior\":[]}", ProblemCodes.WrongType, 1, "behavior", "an object" },
        { "{\"id\":\"ada\",\"tags\":\"x\"}", ProblemCodes.WrongType, 1, "tags", "list of texts" },
        { "{\"id\":\"ada\",\"tags\":[1]}", ProblemCodes.WrongType, 1, "tags", "each in quotes" },
        { "{\"id\":\"ada\",\"is_active\":\"yes\"}", ProblemCodes.WrongType, 1, "is_active", "true or false" },
        { "{\"id\":\"ada\",\"publish\":\"always\"}", ProblemCodes.UnknownValue, 1, "publish", "dry_run, review, live" },
        { "{\"id\":\"ada\",\"time_zone\":\"Mars/Olympus\"}", ProblemCodes.UnknownTimeZone, 1, "time_zone", "Europe/Berlin" },
        { "{\"id\":\"ada\",\"endpoints\":{\"llm\":\"https://evil.example\"}}", ProblemCodes.UrlNotAllowed, 1, "endpoints.llm", "the name of one" },
        { "{\"id\":\"ada\",\"account\":\"a/b\"}", ProblemCodes.BadName, 1, "account", "letters, digits" },
        { "{\"id\":\"ada\",\"handle\":\"not a handle\"}", ProblemCodes.BadName, 1, "handle", "15 letters" },
        { "{\"id\":\"ada\",\"links\":[\"example dot org\"]}", ProblemCodes.BadUrl, 1, "links", "https://example.org/page" },
        { "{\"id\":\"ada\",\"links\":[\"javascript:alert(1)\"]}", ProblemCodes.BadUrl, 1, "links", "web address" },
        { "{\"id\":\"ada\",\"solana_integration\":{\"rpc_url\":\"not a url\"}}", ProblemCodes.BadUrl, 1, "solana_integration.rpc_url", "rpc.example.org" },
        { "{\"id\":\"ada\",\"initial_memory\":{\"recent_events\":[{}]}}", ProblemCodes.WrongType, 1, "initial_memory.recent_events", "\"content\"" },
        { "{\"type\":\"TinyPerson\",\"persona\":{}}", ProblemCodes.NotSupported, 1, "type", "TinyTroupe" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void A_bad_file_is_refused_with_place_and_remedy(string json, string code, int line, string field, string remedy)
    {
        var parsed = AgentDefinitionParser.Parse(json, "ada.json");

        Assert.Null(parsed.Definition);
        var problem = Assert.Single(parsed.Problems, problem => problem.Fatal);
        Assert.Equal(("ada.json", code, line, field), (problem.File, problem.Code, problem.Line, problem.Field));
        Assert.Contains(remedy, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_a_file_are_told_at_once()
    {
        var parsed = AgentDefinitionParser.Parse("{\"id\":\"ada\",\n\"llm_provider\":\"hal\",\n\"tags\":1,\n\"publish\":\"x\"}", "");
        Assert.Equal([2, 3, 4], parsed.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public void A_wrong_value_is_not_repeated_for_it_may_be_a_secret()
    {
        var parsed = AgentDefinitionParser.Parse("""{"id":"ada","tags":"CANARY","twitter_credentials":"CANARY","links":["CANARY"],"endpoints":{"llm":"CANARY CANARY"}}""", "");
        Assert.DoesNotContain("CANARY", string.Join(' ', parsed.Problems.Select(problem => problem.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused()
    {
        var parsed = AgentDefinitionParser.Parse($$"""{"id":"ada","description":"{{new string('x', AgentDefinitionParser.MaxBytes)}}"}""", "ada.json");
        Assert.Equal(ProblemCodes.TooLarge, Assert.Single(parsed.Problems).Code);
    }

    [Fact]
    public void A_file_nested_too_deep_is_refused()
    {
        var parsed = AgentDefinitionParser.Parse($$"""{"id":"ada","x":{{new string('[', 5000)}}{{new string(']', 5000)}}}""", "ada.json");
        Assert.Contains("nested too deep", Assert.Single(parsed.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Coby-Agent", "coby-agent")]
    [InlineData("news bot", "news-bot")]
    [InlineData("0zero", "a0zero")]
    [InlineData("_x", "x")]
    [InlineData("Zoë", "zo")]
    [InlineData("a  b!!c", "a-b-c")]
    public void An_id_that_can_be_mapped_is_and_says_so(string id, string key)
    {
        var parsed = AgentDefinitionParser.Parse($$"""{"id":"{{id}}"}""", "f.json");
        Assert.Equal(key, parsed.Definition!.Id);
        Assert.Equal(id, parsed.Definition.Name);
        var problem = Assert.Single(parsed.Problems);
        Assert.Equal((ProblemCodes.IdMapped, false), (problem.Code, problem.Fatal));
        Assert.Equal(key, AgentDefinitionParser.Parse(parsed.CanonicalJson, "").AgentId);
        Assert.Equal(id, AgentDefinitionParser.Parse(parsed.CanonicalJson, "").Definition!.Name);
    }

    [Fact]
    public void A_misspelt_key_is_kept_with_a_hint()
    {
        var parsed = AgentDefinitionParser.Parse("""{"id":"ada","style_guide":{"voise":"soft"}}""", "");
        Assert.NotNull(parsed.Definition);
        Assert.Contains("\"voice\"", Assert.Single(parsed.Problems).Message, StringComparison.Ordinal);
        Assert.Contains("voise", parsed.CanonicalJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"ada","tools":["web_search"]}""", "tools", "no tools in this version")]
    [InlineData("""{"id":"ada","endpoints":{"x":"mirror","llm":"local"}}""", "endpoints.x", "Puppet:X:BaseUrl")]
    [InlineData("""{"id":"ada","agent_kit_integration":{"enabled":true}}""", "agent_kit_integration.enabled", "kit is not called")]
    [InlineData("""{"id":"ada","endpoints":{"solana":"devnet"}}""", "endpoints.solana", "every wallet asks Puppet:Solana:Endpoints")]
    public void A_field_that_nothing_follows_from_yet_is_kept_with_a_warning(string json, string field, string missing)
    {
        var parsed = AgentDefinitionParser.Parse(json, "ada.json");
        var problem = Assert.Single(parsed.Problems);
        Assert.Equal((ProblemCodes.NotUsedYet, field, false), (problem.Code, problem.Field, problem.Fatal));
        Assert.Contains(missing, problem.Message, StringComparison.Ordinal);
        Assert.Equal(json, parsed.CanonicalJson);
    }

    [Fact]
    public void A_field_that_nothing_follows_from_yet_warns_nobody_who_asks_for_nothing() =>
        Assert.Empty(AgentDefinitionParser.Parse(
            """{"id":"ada","tools":[],"wallet":"","endpoints":{"x":null},"solana_integration":{"trading_enabled":false},"agent_kit_integration":{"enabled":false}}""", "").Problems);

    [Fact]
    public void A_repeated_key_counts_in_its_later_value_with_a_warning()
    {
        var parsed = AgentDefinitionParser.Parse("""{"id":"ada","name":"One","name":"Two"}""", "");
        Assert.Equal("Two", parsed.Definition!.Name);
        Assert.Equal(ProblemCodes.Repeated, Assert.Single(parsed.Problems).Code);
    }

    [Fact]
    public void Null_counts_as_left_out()
    {
        var parsed = AgentDefinitionParser.Parse("""{"id":"ada","name":null,"behavior":null,"tags":null,"llm_provider":null}""", "");
        Assert.Empty(parsed.Problems);
        Assert.Equal("ada", parsed.Definition!.Name);
        Assert.Null(parsed.Definition.LlmProvider);
    }

    [Fact]
    public void A_provider_that_the_configuration_adds_is_known()
    {
        Assert.Equal("MyServer", AgentDefinitionParser.Parse("""{"id":"ada","llm_provider":"myserver"}""", "", ["MyServer"]).Definition!.LlmProvider);
    }

    [Fact]
    public void A_byte_order_mark_is_no_mistake()
    {
        Assert.NotNull(AgentDefinitionParser.Parse("\uFEFF{\"id\":\"ada\"}", "").Definition);
    }
}
