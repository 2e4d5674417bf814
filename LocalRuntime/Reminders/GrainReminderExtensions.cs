using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Timers;
using PuppetEngine.LocalRuntime.Grains;

namespace Orleans;

/// <summary>A grain's own reminders.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Stores a reminder, in place of one of the same name.</summary>
    /// <exception cref="InvalidOperationException">The grain is no <see cref="IRemindable"/>, so that its ticks would reach nobody.</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        var reminders = Reminders(grain);
        return grain is IRemindable
            ? reminders.RegisterOrUpdateReminder(grain.GrainContext.GrainId, reminderName, dueTime, period)
            : throw new InvalidOperationException($"The grain {grain.GrainContext.GrainId} is no {nameof(IRemindable)}: no tick would reach it. Let its class implement {nameof(IRemindable)}.");
    }

    /// <summary>Deletes a reminder by its handle.</summary>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) =>
        Reminders(grain).UnregisterReminder(grain.GrainContext.GrainId, reminder);

    /// <summary>The reminder of this name; null when there is none.</summary>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
        Reminders(grain).GetReminder(grain.GrainContext.GrainId, reminderName);

    /// <summary>All reminders of the grain.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) => Reminders(grain).GetReminders(grain.GrainContext.GrainId);

    private static IReminderRegistry Reminders(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain.GrainContext is Activation activation ? activation.Silo.Reminders : grain.GrainContext.ActivationServices.GetRequiredService<IReminderRegistry>();
    }
}
