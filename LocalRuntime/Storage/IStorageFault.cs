using Orleans.Runtime;

namespace PuppetEngine.LocalRuntime;

/// <summary>What is done to a grain's state.</summary>
public enum StorageOperation
{
    /// <summary>It is read.</summary>
    Read,

    /// <summary>It is written.</summary>
    Write,

    /// <summary>It is cleared.</summary>
    Clear,
}

/// <summary>
/// Where crash tests stop a grain: around every operation on its state, and around every change of its reminders, under the state name
/// <c>reminders</c>. What it throws, the grain gets.
/// </summary>
public interface IStorageFault
{
    /// <summary>Before the operation: nothing of it has happened.</summary>
    ValueTask Before(StorageOperation operation, string stateName, GrainId grainId);

    /// <summary>After the operation: it is on disk, and the grain does not know yet.</summary>
    ValueTask After(StorageOperation operation, string stateName, GrainId grainId);
}
