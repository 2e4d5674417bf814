using Orleans.Runtime;

namespace PuppetEngine.LocalRuntime.Reminders;

/// <summary>The table of reminders.</summary>
internal interface IReminderRows
{
    /// <summary>Stores a reminder, in place of one of the same name; the version of what is stored now.</summary>
    Task<int> Upsert(ReminderRow row);

    /// <summary>Deletes a reminder of this version; false when there is none.</summary>
    Task<bool> Remove(GrainId grain, string name, int version);

    /// <summary>One reminder; null when there is none.</summary>
    ReminderRow? Find(GrainId grain, string name);

    /// <summary>A grain's reminders.</summary>
    List<ReminderRow> Of(GrainId grain);

    /// <summary>The reminders that may tick until then: those whose first tick is not later.</summary>
    List<ReminderRow> StartingBy(DateTime until);
}
