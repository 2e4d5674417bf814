using System.Collections.Concurrent;
using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Reminders;

namespace PuppetEngine.LocalRuntime;

/// <summary>
/// Storage of a silo in memory, for tests: hand the same object to the next silo, and it goes on where the last one was killed.
/// Thread safe. Nothing of it reaches a disk.
/// </summary>
public sealed class LocalMemory
{
    internal ConcurrentDictionary<(string State, GrainId Grain), (byte[]? Payload, int Version)> Records { get; } = new();

    internal ConcurrentDictionary<(GrainId Grain, string Name), ReminderRow> Reminders { get; } = new();
}
