namespace Orleans.Reminders;

/// <summary>The key of the clock of reminders; without a clock of this key it is the unkeyed one.</summary>
public static class ReminderTimeProviderNames
{
    /// <summary>Drives reminders and their stored start times.</summary>
    public const string Reminders = "Orleans.Reminders";
}
