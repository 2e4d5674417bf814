namespace PuppetEngine.LocalRuntime;

/// <summary>What tests and diagnostics can do with the silo of this host; a singleton of its services. Orleans has no such service.</summary>
public interface ILocalSilo
{
    /// <summary>Number of activations.</summary>
    int Activations { get; }

    /// <summary>
    /// Drops everything, as a process that dies: waiting calls fail, no grain is deactivated, no turn runs any more, timers and
    /// reminders stop, and when this returns nothing more can be stored. Another silo may then open the same storage.
    /// </summary>
    void Kill();

    /// <summary>
    /// Ends when no turn runs or waits to run and no storage operation is under way; what then is left waits for a clock, or for
    /// something outside of the silo.
    /// </summary>
    Task WhenIdle();
}
