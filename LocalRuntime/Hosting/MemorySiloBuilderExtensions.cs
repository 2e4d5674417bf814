using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;
using PuppetEngine.LocalRuntime;
using PuppetEngine.LocalRuntime.Grains;
using PuppetEngine.LocalRuntime.Reminders;
using PuppetEngine.LocalRuntime.Storage;

namespace Orleans.Hosting;

/// <summary>Grain state in memory, gone with the silo.</summary>
public static class MemoryGrainStorageSiloBuilderExtensions
{
    /// <summary>Adds a provider of this name.</summary>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name)
    {
        builder.Services.TryAddSingleton<LocalMemory>();
        builder.Services.AddKeyedSingleton<IGrainStorage>(name, static (services, _) => new MemoryGrainStorage(
            services.GetRequiredService<LocalSilo>(),
            services.GetRequiredService<LocalMemory>(),
            services.GetRequiredService<IGrainStorageSerializer>()).WithFaults(services));
        return builder;
    }

    /// <summary>Adds the provider of states that name none.</summary>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder) => builder.AddMemoryGrainStorage(PersistentRecords.DefaultProvider);
}

/// <summary>Reminders in memory, gone with the silo.</summary>
public static class SiloBuilderReminderMemoryExtensions
{
    /// <summary>Adds the reminders.</summary>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
    {
        builder.Services.TryAddSingleton<LocalMemory>();
        builder.Services.TryAddSingleton<IReminderRows>(static services => new MemoryReminderRows(
            services.GetRequiredService<LocalSilo>(),
            services.GetRequiredService<LocalMemory>()));
        return builder;
    }
}
