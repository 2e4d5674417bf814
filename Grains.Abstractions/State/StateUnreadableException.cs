using Orleans;

namespace PuppetEngine.Grains.Abstractions.State;

/// <summary>A grain's stored state is not what this release can read: the activation fails, and the stored bytes stay as they are.</summary>
[GenerateSerializer, Alias("PuppetEngine.State.StateUnreadableException")]
public sealed class StateUnreadableException : Exception
{
    /// <summary>Makes the exception; <paramref name="where"/> is a JSON path or a reason, never a value.</summary>
    public StateUnreadableException(string stateType, string where)
        : base($"A stored {stateType} cannot be read ({where}). Restore the database from a backup, or correct that row; the stored state is untouched.") =>
        StateType = stateType;

    /// <summary>The state's type, without namespace.</summary>
    [Id(0)] public string StateType { get; private set; }
}
