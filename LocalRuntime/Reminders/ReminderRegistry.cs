using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;
using PuppetEngine.LocalRuntime.Grains;
using PuppetEngine.LocalRuntime.Scheduling;

namespace PuppetEngine.LocalRuntime.Reminders;

/// <summary>Stores and deletes the reminders of a silo's grains, and tells the clockwork.</summary>
internal sealed class ReminderRegistry(LocalSilo silo, ReminderOptions options, TimeProvider clock) : IReminderRegistry
{
    private IReminderRows? _rows;
    private ReminderClockwork? _clockwork;

    private IReminderRows Rows => _rows ?? throw new OrleansConfigurationException(
        "No table of reminders is configured. Add one to the silo, as by UseSqlite or UseInMemoryReminderService.");

    /// <summary>Starts ticking from this table.</summary>
    internal void Start(IReminderRows rows, ReminderClockwork clockwork)
    {
        _rows = rows;
        _clockwork = clockwork;
        clockwork.Start();
    }

    public async Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        Check(reminderName);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < options.MinimumReminderPeriod || period == TimeSpan.Zero)
        {
            throw new ArgumentException($"The period of the reminder '{reminderName}' ({period}) is under the least allowed ({options.MinimumReminderPeriod}, ReminderOptions.MinimumReminderPeriod).", nameof(period));
        }

        var row = new ReminderRow(callingGrainId, reminderName, clock.GetUtcNow().UtcDateTime + dueTime, period, 0);
        var stored = row with { Version = await Busy(Rows.Upsert(row)) };
        _clockwork!.Put(stored);
        return new Handle(stored);
    }

    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        Check(reminder.ReminderName);
        var row = (reminder as Handle)?.Row ?? throw new ArgumentException("Not a handle of this host; get a fresh one by GetReminder.", nameof(reminder));
        if (!await Busy(Rows.Remove(row.Grain, row.Name, row.Version)) && Rows.Find(row.Grain, row.Name) is not null)
        {
            throw new ReminderException($"The reminder '{row.Name}' of {row.Grain} was registered anew; get a fresh handle and try again.");
        }

        _clockwork!.Drop(row);
    }

    public Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName)
    {
        Check(reminderName);
        return Task.FromResult<IGrainReminder?>(Rows.Find(callingGrainId, reminderName) is { } row ? new Handle(row) : null);
    }

    public Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId)
    {
        Check("all");
        return Task.FromResult(Rows.Of(callingGrainId).ConvertAll<IGrainReminder>(row => new Handle(row)));
    }

    private static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (TurnScheduler.Running is null)
        {
            throw new InvalidOperationException("Reminders can only be used within a grain.");
        }
    }

    private async Task<T> Busy<T>(Task<T> work)
    {
        silo.Activity.Enter();
        try
        {
            return await work;
        }
        finally
        {
            silo.Activity.Leave();
        }
    }

    private sealed class Handle(ReminderRow row) : IGrainReminder
    {
        public string ReminderName => Row.Name;

        internal ReminderRow Row { get; } = row;
    }
}
