using Orleans.Runtime;

namespace PuppetEngine.LocalRuntime.Reminders;

/// <summary>A table of reminders with faults around what changes it; to the faults it is the state <c>reminders</c> of the grain.</summary>
internal sealed class FaultyReminderRows(IReminderRows inner, IStorageFault fault) : IReminderRows
{
    private const string Name = "reminders";

    public async Task<int> Upsert(ReminderRow row)
    {
        await fault.Before(StorageOperation.Write, Name, row.Grain);
        var version = await inner.Upsert(row);
        await fault.After(StorageOperation.Write, Name, row.Grain);
        return version;
    }

    public async Task<bool> Remove(GrainId grain, string name, int version)
    {
        await fault.Before(StorageOperation.Clear, Name, grain);
        var removed = await inner.Remove(grain, name, version);
        await fault.After(StorageOperation.Clear, Name, grain);
        return removed;
    }

    public ReminderRow? Find(GrainId grain, string name) => inner.Find(grain, name);

    public List<ReminderRow> Of(GrainId grain) => inner.Of(grain);

    public List<ReminderRow> StartingBy(DateTime until) => inner.StartingBy(until);
}
