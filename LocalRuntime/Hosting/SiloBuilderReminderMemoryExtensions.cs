using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PuppetEngine.LocalRuntime;
using PuppetEngine.LocalRuntime.Grains;
using PuppetEngine.LocalRuntime.Reminders;

namespace Orleans.Hosting;

/// <summary>Reminders in memory, gone with the silo.</summary>
public static class SiloBuilderReminderMemoryExtensions
{
    /// <summary>Adds the reminders.</summary>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<LocalMemory>();
        builder.Services.TryAddSingleton<IReminderRows>(static services => new MemoryReminderRows(
            services.GetRequiredService<LocalSilo>(),
            services.GetRequiredService<LocalMemory>()));
        return builder;
    }
}
