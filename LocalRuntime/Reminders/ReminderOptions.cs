namespace Orleans.Hosting;

/// <summary>How reminders are kept.</summary>
public sealed class ReminderOptions
{
    /// <summary>The shortest period that may be registered. Default: one minute.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the table is read for what comes due. Default: five minutes.</summary>
    public TimeSpan RefreshReminderListPeriod { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How far ahead reminders are held in memory; at least <see cref="RefreshReminderListPeriod"/>. Default: ten minutes.</summary>
    public TimeSpan ReminderLoadingWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the first reading of the table may take. Default: five minutes.</summary>
    public TimeSpan InitializationTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
