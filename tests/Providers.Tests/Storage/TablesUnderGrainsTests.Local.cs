using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Grains.Access;
using PuppetEngine.Grains.Memory;
using PuppetEngine.LocalRuntime;

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>The grains over the tables, in a silo: what is wired together is what the gateway calls.</summary>
public sealed class TablesUnderGrainsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("PUPPET_DATA_DIR", (string?)_directory.Path)]);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(serviceId: "puppet", clusterId: "test");
            silo.UseSqlite(_directory.File("grains.db"));
            silo.Services.AddPuppetStorageAndGrains(builder.Configuration);
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    [Fact]
    public async Task Readers_memory_keys_and_kill_switch_answer_through_the_silo_and_after_a_restart()
    {
        using (var host = await StartAsync())
        {
            var grains = host.Services.GetRequiredService<IGrainFactory>();
            await host.Services.GetRequiredService<IAgentLedger>().CommitAsync(
                Samples.Commit("ada", Samples.Chain("ada", 3), Samples.Card("ada", tags: "poet"), Samples.Effect("ada", "e-ada")), default);
            await grains.GetGrain<IMemoryGrain>("ada").Append([new MemoryItem { Id = "m1", Kind = "core", Content = "She likes tea.", Provenance = Provenance.Operator, At = Samples.Noon }]);
            await grains.GetGrain<IAccessGrain>("access").Put(new ApiKeyRecord { Name = "ops", Sha256 = new string('a', 64), Scopes = ApiScope.Admin, CreatedAt = Samples.Noon });
            await grains.GetGrain<IKillSwitchGrain>("kill-switch").Set("tag:poet", true, "a bad week");
            await Assert.ThrowsAsync<ArgumentException>(() => grains.GetGrain<IKillSwitchGrain>("kill-switch").Set("everything", true, ""));
            await host.StopAsync();
        }

        using (var host = await StartAsync())
        {
            var grains = host.Services.GetRequiredService<IGrainFactory>();
            var catalog = grains.GetGrain<ICatalogReaderGrain>("reader");
            Assert.Equal("ada", Assert.Single((await catalog.ListAgents(new AgentFilter { Tag = "poet" })).Items).Id);
            Assert.Equal(1, (await catalog.GetTotals()).EffectsByState[EffectState.Planned]);
            var journal = grains.GetGrain<IJournalReaderGrain>("reader");
            Assert.Equal([3, 2], (await journal.Read("ada", 0, 2, newestFirst: true)).Items.Select(r => r.Seq));
            Assert.Equal(3, (await journal.ReadFeed(0, 10)).Items.Count);
            Assert.Equal("m1", Assert.Single((await grains.GetGrain<IMemoryGrain>("ada").Query(new MemoryQuery { Text = "tea" })).Items).Item.Id);
            Assert.Equal(ApiScope.Admin, (await grains.GetGrain<IAccessGrain>("access").Find(new string('a', 64)))!.Scopes);
            Assert.True((await grains.GetGrain<IKillSwitchGrain>("kill-switch").Get()).Stops("ada", ["poet"]));
            await host.StopAsync();
        }
    }
}

/// <summary>What a composition root adds.</summary>
internal static class TablesUnderGrains
{
    internal static void AddPuppetStorageAndGrains(this IServiceCollection services, IConfiguration configuration)
    {
        PuppetEngine.Providers.Storage.StorageServiceCollectionExtensions.AddPuppetStorage(services, configuration);
        services.AddAccessGrains();
        services.AddMemoryGrains(configuration);
        services.AddSingleton<PuppetEngine.Engine.Memory.IMemoryModel>(new Memory.ScriptedMemoryModel());
    }
}
