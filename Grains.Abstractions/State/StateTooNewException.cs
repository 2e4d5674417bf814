using Orleans;

namespace PuppetEngine.Grains.Abstractions.State;

/// <summary>
/// A grain's stored state is newer than this release can carry: the activation fails, and nothing was read as defaults or written.
/// A release reads what its successor wrote, and nothing newer.
/// </summary>
[GenerateSerializer, Alias("PuppetEngine.State.StateTooNewException")]
public sealed class StateTooNewException : Exception
{
    /// <summary>Makes the exception.</summary>
    public StateTooNewException(string stateType, int found, int supported)
        : base($"A stored {stateType} has version {found}; this release reads up to {supported + 1}. Start the release that wrote it, or a newer one; the stored state is untouched.") =>
        (StateType, Found, Supported) = (stateType, found, supported);

    /// <summary>The state's type, without namespace.</summary>
    [Id(0)] public string StateType { get; private set; }

    /// <summary>The version that was found.</summary>
    [Id(1)] public int Found { get; private set; }

    /// <summary>The version that this release writes.</summary>
    [Id(2)] public int Supported { get; private set; }
}
