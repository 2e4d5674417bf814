using PuppetEngine.Silo.Hosting;

namespace PuppetEngine.Tests.Silo.Hosting;

public sealed class SecretSettingsTests
{
    [Theory]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("TWITTER_ACCESS_TOKEN_SECRET")]
    [InlineData("SOLANA_PRIVATE_KEY_ADA")]
    [InlineData("PUPPET_SECRET_ANYTHING_AT_ALL")]
    [InlineData("Puppet:X:Credentials:ada:ApiKey")]
    [InlineData("Puppet:Llm:Tiers:0:ApiKey")]
    [InlineData("Puppet:X:ClientSecret")]
    public void Find_takes_a_setting_by_its_name(string name) =>
        Assert.Equal(["the value"], Found((name, " the value ")));

    [Theory]
    [InlineData("OPENAI_API_KEY_FILE")]
    [InlineData("Puppet:X:Credentials:ada:ApiKeyFile")]
    [InlineData("PUPPET_SECRET_X_ADA_FILE")]
    public void Find_reads_the_file_that_a_setting_names(string name) =>
        Assert.Equal(["from the file"], Found((name, "/run/secret")));

    [Fact]
    public void Find_takes_the_password_of_a_connection_string_and_leaves_the_rest() =>
        Assert.Equal(["p4ss w0rd"], Found(("Puppet:Storage:ConnectionString", "Host=db;Username=puppet;Password=p4ss w0rd;Database=puppet")));

    [Fact]
    public void Find_takes_the_secret_members_of_an_accounts_json() =>
        Assert.Equal(["at", "rt"], Found(("PUPPET_SECRET_X_ADA", """{"client_id":"id","access_token":"at","refresh_token":"rt","login":"l","expires_at":"2026-01-01"}""")));

    [Theory]
    [InlineData("Puppet:World:X")]
    [InlineData("OPENAI_MODEL")]
    [InlineData("PATH")]
    [InlineData("Puppet:Llm:Tiers:0:ApiKeyName")]
    [InlineData("Puppet:Llm:Tiers:0:ContextTokens")]
    public void Find_leaves_what_is_no_secret(string name) => Assert.Empty(Found((name, "the value")));

    [Fact]
    public void Find_passes_over_what_is_empty_or_cannot_be_read() =>
        Assert.DoesNotContain("from the file", Found(("OPENAI_API_KEY", " "), ("GROK_API_KEY_FILE", "/not/there")));

    private static List<string> Found(params (string Name, string Value)[] settings) =>
        [.. SecretSettings.Find(settings.Select(s => new KeyValuePair<string, string?>(s.Name, s.Value)), path => path == "/run/secret" ? "from the file\n" : null).SelectMany(found => found.Values)];
}
