using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>Registers durable reminders; only from within a grain.</summary>
public interface IReminderRegistry
{
    /// <summary>Stores a reminder, in place of one of the same name.</summary>
    /// <exception cref="ArgumentException">The period is under <see cref="Hosting.ReminderOptions.MinimumReminderPeriod"/>, or the name is empty.</exception>
    /// <exception cref="InvalidOperationException">Not within a grain.</exception>
    Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period);

    /// <summary>Deletes a reminder by its handle; nothing happens when it is gone already.</summary>
    /// <exception cref="ReminderException">It was registered anew since the handle was got.</exception>
    Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder);

    /// <summary>The reminder of this name; null when there is none.</summary>
    Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName);

    /// <summary>All reminders of the grain.</summary>
    Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId);
}
