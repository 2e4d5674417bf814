using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.Timers;
using PuppetEngine.LocalRuntime.Grains;
using PuppetEngine.LocalRuntime.Storage;

namespace PuppetEngine.LocalRuntime.Hosting;

/// <summary>The silo of one host; made once, however often it is set up.</summary>
internal sealed class SiloBuilder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
{
    public IServiceCollection Services { get; } = services;

    public IConfiguration Configuration { get; } = configuration;

    internal static SiloBuilder Of(IServiceCollection services, IConfiguration configuration)
    {
        if (services.FirstOrDefault(d => d.ServiceType == typeof(SiloBuilder))?.ImplementationInstance is SiloBuilder known)
        {
            return known;
        }

        var builder = new SiloBuilder(services, configuration);
        services.AddSingleton(builder);
        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        foreach (var area in new[] { TimeProviderNames.Grains, TimeProviderNames.Messaging, TimeProviderNames.ActivationManagement, ReminderTimeProviderNames.Reminders })
        {
            services.TryAddKeyedSingleton(area, static (provider, _) => provider.GetRequiredService<TimeProvider>());
        }

        services.TryAddSingleton<IGrainStorageSerializer, JsonStateSerializer>();
        services.AddSingleton(provider => new LocalSilo(provider, new ServiceLifetimes(services)));
        services.AddSingleton<ILocalSilo>(provider => provider.GetRequiredService<LocalSilo>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<LocalSilo>());
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<LocalSilo>().Factory);
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<LocalSilo>().Factory);
        services.AddSingleton<ITimerRegistry>(provider => provider.GetRequiredService<LocalSilo>().Timers);
        services.AddSingleton<IReminderRegistry>(provider => provider.GetRequiredService<LocalSilo>().Reminders);
        return builder;
    }
}
