using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Tests.Engine.Agents.Definitions;

public sealed class DefinitionMergeTests
{
    private static string Canonical(string fields) => AgentDefinitionParser.Parse($$"""{"id":"ada"{{(fields.Length > 0 ? "," + fields : "")}}}""", "").CanonicalJson;

    private static DefinitionMergeResult Merge(string? current, string proposed, ApiScope scopes = ApiScope.Operate, PrivilegeDefaults? defaults = null) =>
        DefinitionMerge.Apply(current is null ? null : Canonical(current), Canonical(proposed), scopes, defaults ?? PrivilegeDefaults.Live);

    public static TheoryData<string, string, string> Loosening => new()
    {
        { "", "\"publish\":\"live\"", "publish" },
        { "", "\"publish\":\"review\"", "publish" },
        { "\"publish\":\"review\"", "\"publish\":\"live\"", "publish" },
        { "\"review_until\":9", "\"review_until\":2", "review_until" },
        { "", "\"review_until\":2", "review_until" },
        { "", "\"account\":\"bob\"", "account" },
        { "\"handle\":\"a\"", "\"handle\":\"b\"", "handle" },
        { "", "\"wallet\":\"main\"", "wallet" },
        { "", "\"allow_links\":true", "allow_links" },
        { "\"links\":[\"https://a.example\"]", "\"links\":[\"https://b.example\"]", "links" },
        { "\"limits\":{\"usd_per_day\":1}", "\"limits\":{\"usd_per_day\":2}", "limits.usd_per_day" },
        { "\"limits\":{\"usd_per_day\":0.1}", "", "limits.usd_per_day" },
        { "", "\"limits\":{\"posts_per_day\":13}", "limits.posts_per_day" },
        { "", "\"tools\":[\"python\"]", "tools" },
        { "", "\"endpoints\":{\"llm\":\"other\"}", "endpoints.llm" },
        { "", "\"twitter_credentials\":{\"apiKey\":\"k\"}", "twitter_credentials.apiKey" },
        { "", "\"openai_api_key\":\"k\"", "openai_api_key" },
        { "", "\"solana_integration\":{\"trading_enabled\":true}", "solana_integration.trading_enabled" },
        { "", "\"solana_integration\":{\"trade_safety\":{\"max_trade_amount_sol\":0.1}}", "solana_integration.trade_safety.max_trade_amount_sol" },
        { "\"solana_integration\":{\"trade_safety\":{\"min_wallet_balance_sol\":1}}", "\"solana_integration\":{\"trade_safety\":{\"min_wallet_balance_sol\":0.5}}", "solana_integration.trade_safety.min_wallet_balance_sol" },
        { "\"behavior\":{\"trading_behavior\":{\"allowed_tokens\":{\"blacklist\":[\"X\"]}}}", "\"behavior\":{\"trading_behavior\":{\"allowed_tokens\":{\"blacklist\":[]}}}", "behavior.trading_behavior.allowed_tokens.blacklist" },
        { "", "\"behavior\":{\"conversation\":{\"max_turns\":11}}", "behavior.conversation.max_turns" },
        { "\"behavior\":{\"conversation\":{\"max_replies_per_author_hour\":1}}", "", "behavior.conversation.max_replies_per_author_hour" },
        { "", "\"behavior\":{\"conversation\":{\"max_replies_per_hour\":21}}", "behavior.conversation.max_replies_per_hour" },
        { "", "\"behavior\":{\"conversation\":{\"cool_down_minutes\":60}}", "behavior.conversation.cool_down_minutes" },
        { "\"behavior\":{\"conversation\":{\"quiet_hours\":[1,2]}}", "\"behavior\":{\"conversation\":{\"quiet_hours\":[1]}}", "behavior.conversation.quiet_hours" },
        { "\"behavior\":{\"conversation\":{\"block\":[\"bob\"]}}", "\"behavior\":{\"conversation\":{\"block\":[]}}", "behavior.conversation.block" },
        { "\"behavior\":{\"conversation\":{\"allow\":[\"bob\"]}}", "\"behavior\":{\"conversation\":{\"allow\":[]}}", "behavior.conversation.allow" },
        { "\"behavior\":{\"conversation\":{\"allow\":[\"bob\"]}}", "\"behavior\":{\"conversation\":{\"allow\":[\"bob\",\"eve\"]}}", "behavior.conversation.allow" },
        { "", "\"agent_kit_integration\":{\"autonomy_rules\":{\"ignore_human_trading_requests\":false}}", "agent_kit_integration.autonomy_rules.ignore_human_trading_requests" },
    };

    [Theory, MemberData(nameof(Loosening))]
    public void What_loosens_waits_for_an_admin(string current, string proposed, string path)
    {
        var merged = Merge(current, proposed);
        Assert.Equal([path], merged.Pending);
        Assert.Empty(merged.Changed);
        Assert.NotNull(AgentDefinitionParser.Parse(merged.EffectiveJson, "").Definition);

        var admin = Merge(current, proposed, ApiScope.Admin | ApiScope.Operate);
        Assert.Empty(admin.Pending);
        Assert.Contains(path, admin.Changed);
        Assert.Equal(Canonical(proposed), admin.EffectiveJson);
    }

    [Theory]
    [InlineData("\"publish\":\"live\"", "\"publish\":\"dry_run\"")]
    [InlineData("\"publish\":\"live\"", "")]
    [InlineData("\"limits\":{\"usd_per_day\":2}", "\"limits\":{\"usd_per_day\":1}")]
    [InlineData("", "\"limits\":{\"usd_per_day\":0.5}")]
    [InlineData("\"tools\":[\"a\",\"b\"]", "\"tools\":[\"b\"]")]
    [InlineData("\"allow_links\":true", "\"allow_links\":false")]
    [InlineData("\"wallet\":\"main\"", "")]
    [InlineData("\"twitter_credentials\":{\"apiKey\":\"k\"}", "\"twitter_credentials\":{\"apiKey\":\"\"}")]
    [InlineData("\"review_until\":2", "\"review_until\":5")]
    [InlineData("\"description\":\"a\"", "\"description\":\"b\"")]
    [InlineData("", "\"behavior\":{\"conversation\":{\"max_turns\":5,\"max_replies_per_author_hour\":1,\"max_replies_per_hour\":4,\"cool_down_minutes\":600}}")]
    [InlineData("", "\"behavior\":{\"conversation\":{\"quiet_hours\":[1],\"block\":[\"bob\"],\"allow\":[\"eve\"],\"mention_reply_probability\":0.5}}")]
    [InlineData("\"behavior\":{\"conversation\":{\"allow\":[\"bob\",\"eve\"]}}", "\"behavior\":{\"conversation\":{\"allow\":[\"eve\"]}}")]
    public void What_tightens_or_is_not_privileged_holds_at_once(string current, string proposed)
    {
        var merged = Merge(current, proposed);
        Assert.Empty(merged.Pending);
        Assert.NotEmpty(merged.Changed);
        Assert.Equal(Canonical(proposed), merged.EffectiveJson);
    }

    [Fact]
    public void The_rest_of_a_change_holds_while_its_loosening_waits()
    {
        var merged = Merge("\"publish\":\"review\",\"style_guide\":{\"voice\":\"a\"}", "\"publish\":\"live\",\"style_guide\":{\"voice\":\"b\"}");
        Assert.Equal(["publish"], merged.Pending);
        Assert.Equal(["style_guide.voice"], merged.Changed);
        var effective = AgentDefinitionParser.Parse(merged.EffectiveJson, "").Definition!;
        Assert.Equal((PuppetEngine.Grains.Abstractions.Agents.PublishMode.Review, "b"), (effective.Publish, effective.Style.Voice));
    }

    [Fact]
    public void A_new_agent_may_bring_its_own_credentials_but_not_publish_or_trade_by_itself()
    {
        var merged = DefinitionMerge.Apply(null, Canonical("\"publish\":\"live\",\"twitter_credentials\":{\"apiKey\":\"k\"},\"solana_integration\":{\"private_key\":\"p\",\"trading_enabled\":true}"), ApiScope.Operate, PrivilegeDefaults.Live);
        Assert.Equal(["publish", "solana_integration.trading_enabled"], merged.Pending);
        Assert.Contains("secret:x/ada#api_key", merged.EffectiveJson, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_agent_on_anothers_account_waits()
    {
        Assert.Equal(["account"], Merge(null, "\"account\":\"bob\"").Pending);
        Assert.Empty(Merge(null, "\"account\":\"ada\"").Pending);
    }

    [Fact]
    public void In_the_emulated_world_live_is_no_loosening()
    {
        Assert.Empty(Merge(null, "\"publish\":\"live\",\"limits\":{\"posts_per_day\":500}", defaults: PrivilegeDefaults.Emulated).Pending);
    }

    [Fact]
    public void Every_sample_is_created_without_anything_pending_in_either_world()
    {
        foreach (var (name, text) in AgentsFolder.Samples)
        {
            var json = AgentDefinitionParser.Parse(text, name).CanonicalJson;
            Assert.Empty(DefinitionMerge.Apply(null, json, ApiScope.Operate, PrivilegeDefaults.Live).Pending);
            Assert.Empty(DefinitionMerge.Apply(null, json, ApiScope.Operate, PrivilegeDefaults.Emulated).Pending);
        }
    }

    [Fact]
    public void Every_privileged_path_is_a_field() =>
        Assert.All(PrivilegedFields.Paths, path => Assert.NotNull(DefinitionFields.Find(path)));

    [Fact]
    public void Changed_names_paths_in_the_order_of_the_new_document()
    {
        var before = """{"id":"ada","a":1,"style_guide":{"voice":"x","tone":"t"},"gone":{"x":1,"y":2}}""";
        var after = """{"id":"ada","a":1.0,"style_guide":{"tone":"t","voice":"y"},"tags":["n"]}""";
        Assert.Equal(["style_guide.voice", "tags", "gone.x", "gone.y"], DefinitionDiff.Changed(before, after));
        Assert.Empty(DefinitionDiff.Changed(after, after));
        Assert.Equal(["id", "a", "style_guide.tone", "style_guide.voice", "tags"], DefinitionDiff.Changed(null, after));
    }
}
