namespace Orleans.Runtime;

/// <summary>Keys of clocks; an area without a clock of its key takes the unkeyed one.</summary>
public static class TimeProviderNames
{
    /// <summary>Drives grain timers.</summary>
    public const string Grains = "Orleans.Grains";

    /// <summary>Drives response timeouts.</summary>
    public const string Messaging = "Orleans.Messaging";

    /// <summary>Drives idle collection.</summary>
    public const string ActivationManagement = "Orleans.ActivationManagement";
}
