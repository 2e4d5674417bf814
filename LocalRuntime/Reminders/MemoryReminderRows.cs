using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Grains;

namespace PuppetEngine.LocalRuntime.Reminders;

/// <summary>Reminders in memory.</summary>
internal sealed class MemoryReminderRows(LocalSilo silo, LocalMemory memory) : IReminderRows
{
    public Task<int> Upsert(ReminderRow row)
    {
        silo.ThrowIfKilled();
        return Task.FromResult(memory.Reminders.AddOrUpdate((row.Grain, row.Name), row with { Version = 0 }, (_, old) => row with { Version = old.Version + 1 }).Version);
    }

    public Task<bool> Remove(GrainId grain, string name, int version)
    {
        silo.ThrowIfKilled();
        return Task.FromResult(Find(grain, name) is { } row && row.Version == version && memory.Reminders.TryRemove(new((grain, name), row)));
    }

    public ReminderRow? Find(GrainId grain, string name) => memory.Reminders.GetValueOrDefault((grain, name));

    public List<ReminderRow> Of(GrainId grain) => [.. memory.Reminders.Values.Where(r => r.Grain == grain)];

    public List<ReminderRow> StartingBy(DateTime until) => [.. memory.Reminders.Values.Where(r => r.StartAt <= until)];
}
