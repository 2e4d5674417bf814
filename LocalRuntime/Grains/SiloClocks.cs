using Microsoft.Extensions.DependencyInjection;
using Orleans.Reminders;
using Orleans.Runtime;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>The clocks of a silo, by area; an area without one of its own takes the unkeyed one.</summary>
internal sealed class SiloClocks(IServiceProvider services)
{
    internal TimeProvider Grains { get; } = services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Grains);

    internal TimeProvider Messaging { get; } = services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Messaging);

    internal TimeProvider Collection { get; } = services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.ActivationManagement);

    internal TimeProvider Reminders { get; } = services.GetRequiredKeyedService<TimeProvider>(ReminderTimeProviderNames.Reminders);
}
