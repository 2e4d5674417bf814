using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using PuppetEngine.LocalRuntime.Grains;
using PuppetEngine.LocalRuntime.Reminders;
using PuppetEngine.LocalRuntime.Storage;
using PuppetEngine.Sqlite;

namespace PuppetEngine.LocalRuntime;

/// <summary>What only this host has. Code that calls it stands in files named <c>X.Local.cs</c>.</summary>
public static class LocalSiloBuilderExtensions
{
    /// <summary>
    /// Keeps grain state (the default provider) and reminders in one SQLite file, in the tables of Orleans' ADO.NET providers.
    /// One process at a time may use the file.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="dataFile">Path of the file; it is made, with its folder.</param>
    public static ISiloBuilder UseSqlite(this ISiloBuilder builder, string dataFile) => builder.UseSqlite(dataFile, null, null);

    /// <summary>As <see cref="UseSqlite(ISiloBuilder, string)"/>, with faults around each commit.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="dataFile">Path of the file.</param>
    /// <param name="beforeCommit">Runs on the writer's thread before a group of so many writes is committed; a throw rolls it back.</param>
    /// <param name="afterCommit">Runs when the group is on disk and nobody knows yet; the files may be copied meanwhile. A throw leaves it in doubt.</param>
    public static ISiloBuilder UseSqlite(this ISiloBuilder builder, string dataFile, Action<int>? beforeCommit, Action<int>? afterCommit)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(dataFile);
        builder.Services.TryAddSingleton(_ => new OrleansDatabase(dataFile, new SqliteWriterHooks(beforeCommit, afterCommit)));
        builder.Services.TryAddSingleton<IReminderRows>(static services => new SqliteReminderRows(
            services.GetRequiredService<OrleansDatabase>(),
            services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId).WithFaults(services));
        builder.Services.TryAddKeyedSingleton<IGrainStorage>(PersistentRecords.DefaultProvider, static (services, _) => new SqliteGrainStorage(
            services.GetRequiredService<OrleansDatabase>(),
            services.GetRequiredService<IGrainStorageSerializer>(),
            services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId).WithFaults(services));
        return builder;
    }

    /// <summary>Keeps grain state (the default provider) and reminders in an object that outlives the silo; for tests.</summary>
    public static ISiloBuilder UseMemory(this ISiloBuilder builder, LocalMemory memory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(memory);
        builder.Services.AddSingleton(memory);
        builder.Services.TryAddKeyedSingleton<IGrainStorage>(PersistentRecords.DefaultProvider, static (services, _) => new MemoryGrainStorage(
            services.GetRequiredService<LocalSilo>(),
            services.GetRequiredService<LocalMemory>(),
            services.GetRequiredService<IGrainStorageSerializer>()).WithFaults(services));
        return builder.UseInMemoryReminderService();
    }

    /// <summary>Puts faults around every operation on grain state and every change of a stored reminder; for crash tests.</summary>
    public static ISiloBuilder UseStorageFault(this ISiloBuilder builder, IStorageFault fault)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(fault);
        builder.Services.AddSingleton(fault);
        return builder;
    }

    private static IReminderRows WithFaults(this IReminderRows rows, IServiceProvider services) =>
        services.GetService<IStorageFault>() is { } fault ? new FaultyReminderRows(rows, fault) : rows;

    internal static IGrainStorage WithFaults(this IGrainStorage storage, IServiceProvider services) =>
        services.GetService<IStorageFault>() is { } fault ? new FaultyGrainStorage(storage, fault) : storage;
}
