using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Events;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Providers.Storage.Access;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Events;
using PuppetEngine.Providers.Storage.Hosting;
using PuppetEngine.Providers.Storage.Journal;
using PuppetEngine.Providers.Storage.Memory;
using PuppetEngine.Providers.Storage.Postgres;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Providers.Storage.Sqlite;

namespace PuppetEngine.Providers.Storage;

/// <summary>Registers the tables.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Adds the ports of agents, journal, memory, events, kill switch and secrets over SQLite or PostgreSQL, as <c>Puppet:Storage</c> says. May be
    /// called twice. The database is opened at the host's start, or at its first use where that is earlier.
    /// </summary>
    public static IServiceCollection AddPuppetStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<StorageOptions>().Configure(o => Bind(o, configuration)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.AddOptions<JournalRetentionOptions>().Bind(configuration.GetSection(JournalRetentionOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JournalRetentionOptions>, JournalRetentionOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => DataDirectory.Take(Options(s).DataDirectory, s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(OpenDatabase);
        services.TryAddSingleton(s => DeploymentRow.ReadAsync(s.GetRequiredService<SqlDatabase>(), Options(s).DeploymentId, s.GetRequiredService<TimeProvider>(), default).GetAwaiter().GetResult());

        services.TryAddSingleton<IAgentLedger, SqlAgentLedger>();
        services.TryAddSingleton<IAgentCatalog, SqlAgentCatalog>();
        services.TryAddSingleton<IDueAgents, SqlDueAgents>();
        services.TryAddSingleton<IRelationshipStore, SqlRelationshipStore>();
        services.TryAddSingleton<SqlJournalStore>();
        services.TryAddSingleton<IJournalStore>(s => s.GetRequiredService<SqlJournalStore>());
        services.TryAddSingleton<IJournalHeads>(s => s.GetRequiredService<SqlJournalStore>());
        services.AddMemoryTables();
        services.TryAddSingleton<IEventStore, SqlEventStore>();
        services.TryAddSingleton<IEventAudience, SqlEventAudience>();
        services.TryAddSingleton<IKillSwitch, SqlKillSwitch>();
        services.TryAddSingleton(s => new SecretKeys(Options(s).KeysPath));
        services.TryAddSingleton<SecretTable>();
        services.TryAddSingleton(s => new SecretRotation(s.GetRequiredService<SecretTable>()));
        services.TryAddSingleton<ISecretStore>(s => new SecretStore(s.GetRequiredService<SecretTable>(), configuration, s.GetServices<SecretAlias>()));

        services.TryAddSingleton<ISaltSource, RandomSaltSource>();
        services.TryAddSingleton<JournalChain>();
        services.TryAddSingleton(s => HeadSigningKeyFile.Open(Options(s).KeysPath));
        services.TryAddSingleton<ISignedHeadLog>(s => new SignedHeadFile(
            Options(s).HeadsPath, s.GetRequiredService<HeadSigningKey>(), () => s.GetRequiredService<DeploymentIdentity>().StoredId, s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<RestoreGuard>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StorageStart>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, JournalHeadSigner>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, JournalSweeper>());
        return services;
    }

    private static void AddMemoryTables(this IServiceCollection services)
    {
        services.TryAddSingleton(s => new MemoryKeys(new SecretKeys(Options(s).KeysPath, "memory.key")));
        services.TryAddSingleton(s => new MemorySeal(s.GetRequiredService<MemoryKeys>().Keys, Options(s).EncryptMemory));
        services.TryAddSingleton(s => new MemorySealing(s.GetRequiredService<SqlDatabase>(), s.GetRequiredService<MemoryKeys>().Keys, s.GetRequiredService<MemorySeal>()));
        services.TryAddSingleton<IMemoryStore, SqlMemoryStore>();
        services.TryAddSingleton<IMemoryIndexStore, SqlMemoryIndexStore>();
        services.TryAddSingleton<IMemoryJobStore, SqlMemoryJobStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MemorySealingStart>());
    }

    private static StorageOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<StorageOptions>>().Value;

    private static SqlDatabase OpenDatabase(IServiceProvider services)
    {
        var options = Options(services);
        if (options.IsPostgres)
        {
            return new PostgresDatabase(options.ConnectionString);
        }

        services.GetRequiredService<DataDirectory>();
        return SqliteDatabase.Open(options.DatabasePath);
    }

    private static void Bind(StorageOptions options, IConfiguration configuration)
    {
        configuration.GetSection(StorageOptions.Section).Bind(options);
        options.DataDirectory = configuration["PUPPET_DATA_DIR"] is { Length: > 0 } directory ? directory : options.DataDirectory;
        options.DeploymentId = configuration["Puppet:Deployment:Id"] ?? options.DeploymentId;
    }
}
