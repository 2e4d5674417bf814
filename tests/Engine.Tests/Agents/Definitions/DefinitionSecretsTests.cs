using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Tests.Engine.Agents.Definitions;

public sealed class DefinitionSecretsTests
{
    [Theory]
    [InlineData("""{"id":"ada","twitter_credentials":{"apiKey":"CANARY"}}""", "x/ada#api_key")]
    [InlineData("""{"id":"ada","twitter_credentials":{"api_key_secret":"CANARY"}}""", "x/ada#api_key_secret")]
    [InlineData("""{"id":"ada","twitter_credentials":{"password":"CANARY"}}""", "x/ada#password")]
    [InlineData("""{"id":"ada","twitter_credentials":{"refresh_token":"CANARY"}}""", "x/ada#refresh_token")]
    [InlineData("""{"id":"ada","twitter_credentials":{"client_secret":"CANARY"}}""", "x/ada#client_secret")]
    [InlineData("""{"id":"ada","solana_integration":{"private_key":"CANARY"}}""", "solana/ada/private_key")]
    [InlineData("""{"id":"ada","solana_integration":{"rpc_url":"https://rpc.example.org/?api-key=CANARY"}}""", "agents/ada/solana_integration.rpc_url")]
    [InlineData("""{"id":"ada","openai_api_key":"CANARY"}""", "agents/ada/openai_api_key")]
    [InlineData("""{"id":"ada","llm_config":{"fallback_config":{"apiKey":"CANARY"}}}""", "agents/ada/llm_config.fallback_config.apiKey")]
    [InlineData("""{"id":"ada","extra":[{"client_secret":"CANARY"}]}""", "agents/ada/extra.client_secret")]
    [InlineData("""{"id":"ada","wallet_mnemonic":"CANARY"}""", "agents/ada/wallet_mnemonic")]
    [InlineData("""{"id":"ada","hot":{"private_key":["CANARY",1,2]}}""", "agents/ada/hot.private_key")]
    public void A_credential_is_lifted_out_of_the_document(string json, string name)
    {
        var parsed = AgentDefinitionParser.Parse(json, "ada.json");
        Assert.NotNull(parsed.Definition);
        var credential = Assert.Single(parsed.Credentials);
        Assert.Equal(name.Split('#')[0], credential.Key);
        Assert.Contains("CANARY", credential.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", parsed.CanonicalJson, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", parsed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", string.Join(' ', parsed.Problems), StringComparison.Ordinal);
        Assert.Contains($"\"secret:{name}\"", parsed.CanonicalJson, StringComparison.Ordinal);
        Assert.Contains("\"***\"", DefinitionSecrets.Mask(parsed.CanonicalJson), StringComparison.Ordinal);
        Assert.DoesNotContain("secret:", DefinitionSecrets.Mask(parsed.CanonicalJson), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_are_bytes_or_numbers_are_lifted_too()
    {
        var parsed = AgentDefinitionParser.Parse("""{"id":"ada","hot_private_key":[7777,8888],"door_password":424242}""", "");
        Assert.Equal(["[7777,8888]", "424242"], parsed.Credentials.Values);
        Assert.DoesNotContain("7777", parsed.CanonicalJson, StringComparison.Ordinal);
        Assert.DoesNotContain("424242", parsed.CanonicalJson, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accounts_credentials_are_one_object()
    {
        var parsed = AgentDefinitionParser.Parse("""{"id":"ada","twitter_credentials":{"apiKey":"K","apiKeySecret":"S","accessToken":"T","accessTokenSecret":"U"}}""", "");
        Assert.Equal("""{"api_key":"K","api_key_secret":"S","access_token":"T","access_token_secret":"U"}""", parsed.Credentials["x/ada"]);
    }

    [Fact]
    public void Combine_replaces_one_key_and_keeps_the_others()
    {
        Assert.Equal("""{"access_token":"T","api_key":"new"}""", DefinitionSecrets.Combine("""{"api_key":"old","access_token":"T"}""", """{"api_key":"new"}"""));
        Assert.Equal("plain", DefinitionSecrets.Combine("older", "plain"));
        Assert.Equal("plain", DefinitionSecrets.Combine(null, "plain"));
    }

    [Fact]
    public void Stars_written_back_keep_the_secret_that_is_there()
    {
        var first = AgentDefinitionParser.Parse("""{"id":"ada","twitter_credentials":{"apiKey":"CANARY"}}""", "");
        var back = AgentDefinitionParser.Parse(DefinitionSecrets.Mask(first.CanonicalJson), "");
        Assert.Empty(back.Credentials);
        Assert.Equal(first.CanonicalJson, back.CanonicalJson);
    }

    [Theory]
    [InlineData("""{"id":"ada","description":"secret: she sings"}""")]
    [InlineData("""{"id":"ada","solana_integration":{"rpc_url":"https://rpc.example.org/?k=v"}}""")]
    public void What_is_read_may_be_written_back(string json)
    {
        var stored = AgentDefinitionParser.Parse(json, "").CanonicalJson;
        Assert.Equal(stored, AgentDefinitionParser.Parse(DefinitionSecrets.Mask(stored), "").CanonicalJson);
    }

    [Fact]
    public void A_stored_document_parses_to_itself()
    {
        var first = AgentDefinitionParser.Parse(AgentsFolder.Golden("documented-fields.json"), "");
        var again = AgentDefinitionParser.Parse(first.CanonicalJson, "");
        Assert.Empty(again.Problems);
        Assert.Empty(again.Credentials);
        Assert.Equal(first.CanonicalJson, again.CanonicalJson);
    }

    [Fact]
    public void A_reference_to_another_agents_secret_is_refused()
    {
        var parsed = AgentDefinitionParser.Parse("""{"id":"ada","twitter_credentials":{"apiKey":"secret:x/bob#api_key"}}""", "");
        Assert.Null(parsed.Definition);
        Assert.Equal(ProblemCodes.BadReference, Assert.Single(parsed.Problems).Code);
    }

    [Theory]
    [InlineData("""{"id":"ada","llm_config":{"max_tokens":100}}""")]
    [InlineData("""{"id":"ada","twitter_credentials":{"apiKey":"","username":"ada"}}""")]
    [InlineData("""{"id":"ada","behavior":{"trading_behavior":{"allowed_tokens":{"always_tradable":["SOL"]}}}}""")]
    [InlineData("""{"id":"ada","personality":{"values":["keeping a secret"]},"description":"Has a secret."}""")]
    public void What_is_no_credential_stays(string json) => Assert.Empty(AgentDefinitionParser.Parse(json, "").Credentials);

    [Fact]
    public void A_broken_document_gives_its_secrets_to_nobody()
    {
        var parsed = AgentDefinitionParser.Parse("""{"id":"ada","openai_api_key":"CANARY","name":7}""", "ada.json");
        Assert.Null(parsed.Definition);
        Assert.Equal("", parsed.CanonicalJson);
        Assert.Empty(parsed.Credentials);
        Assert.Equal("ada", parsed.AgentId);
        var folder = AgentFolderReader.Read([new AgentFolderText("ada.json", """{"id":"ada","openai_api_key":"CANARY","name":7}""")]);
        Assert.Empty(folder.Credentials);
        Assert.DoesNotContain("CANARY", folder.Files[0].ToString() + folder.Files[0].Json, StringComparison.Ordinal);
    }
}
