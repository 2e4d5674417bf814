using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Providers.Storage;

namespace PuppetEngine.Tests.Providers.Storage;

public sealed class StorageServiceCollectionExtensionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private IHost CreateHost(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([
            KeyValuePair.Create("PUPPET_DATA_DIR", (string?)_directory.File("data")),
            .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))]);
        builder.Services.AddLogging();
        builder.Services.AddPuppetStorage(builder.Configuration).AddPuppetStorage(builder.Configuration);
        return builder.Build();
    }

    [Fact]
    public async Task A_host_starts_stops_and_starts_again_on_the_same_data()
    {
        for (var start = 0; start < 2; start++)
        {
            using var host = CreateHost();
            await host.StartAsync();
            Assert.NotNull(host.Services.GetRequiredService<IAgentCatalog>());
            Assert.NotNull(host.Services.GetRequiredService<IJournalStore>());
            Assert.NotNull(host.Services.GetRequiredService<ISecretStore>());
            Assert.False((await host.Services.GetRequiredService<RestoreGuard>().CheckAsync(default)).Held);
            if (start == 0)
            {
                await host.Services.GetRequiredService<IAgentLedger>().CommitAsync(Samples.Commit("ada", Samples.Chain("ada", 2)), default);
                await host.Services.GetRequiredService<IKillSwitch>().SetAsync("agent:ada", true, "", default);
                Assert.Empty((await host.Services.GetRequiredService<IMemoryStore>().ListAsync("ada", new PuppetEngine.Grains.Abstractions.Memory.MemoryQuery(), default)).Items);
            }
            else
            {
                Assert.Equal(2, (await host.Services.GetRequiredService<IJournalStore>().HeadAsync("ada", default))!.Seq);
            }

            await host.StopAsync();
        }

        // The clean stop signed what had moved.
        Assert.Contains("\"ada\"", File.ReadAllText(Path.Combine(_directory.File("data"), "journal-heads.jsonl")));
    }

    [Fact]
    public async Task A_second_host_on_the_same_data_does_not_start()
    {
        using var first = CreateHost();
        await first.StartAsync();
        using var second = CreateHost();
        await Assert.ThrowsAsync<DataDirectoryInUseException>(() => second.StartAsync());
        await first.StopAsync();
    }

    [Fact]
    public async Task A_database_of_another_deployment_allows_no_live_effects()
    {
        using (var production = CreateHost(("Puppet:Deployment:Id", "prod")))
        {
            await production.StartAsync();
            Assert.True(production.Services.GetRequiredService<DeploymentIdentity>().AllowsLive);
            await production.StopAsync();
        }

        using var copy = CreateHost(("Puppet:Deployment:Id", "staging"));
        await copy.StartAsync();
        var identity = copy.Services.GetRequiredService<DeploymentIdentity>();
        Assert.False(identity.AllowsLive);
        Assert.Contains("'prod'", identity.Refusal);
        Assert.Contains("'staging'", identity.Refusal);
        await copy.StopAsync();
    }

    [Fact]
    public async Task A_deployment_without_a_configured_id_allows_no_live_effects_and_says_what_to_set()
    {
        using var host = CreateHost();
        await host.StartAsync();
        var identity = host.Services.GetRequiredService<DeploymentIdentity>();
        Assert.False(identity.AllowsLive);
        Assert.Contains($"set Puppet:Deployment:Id to '{identity.StoredId}'", identity.Refusal);
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Puppet:Storage:Provider", "oracle", "'sqlite' or 'postgres'")]
    [InlineData("Puppet:Storage:Provider", "postgres", "ConnectionString is empty")]
    [InlineData("Puppet:Storage:HeadsInterval", "02:00:00", "between 00:00:01 and 01:00:00")]
    [InlineData("Puppet:Deployment:Id", "a b", "1 to 64 letters")]
    public async Task A_setting_that_cannot_work_ends_the_start_with_the_sentence_that_mends_it(string key, string value, string sentence)
    {
        using var host = CreateHost((key, value));
        Assert.Contains(sentence, (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())).Message);
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_refused_without_its_password()
    {
        var result = new StorageOptionsValidator().Validate(null, new StorageOptions { Provider = "postgres", ConnectionString = "Host=db;Pasword=hunter2" });
        Assert.True(result.Failed);
        Assert.DoesNotContain("hunter2", result.FailureMessage);
    }
}
