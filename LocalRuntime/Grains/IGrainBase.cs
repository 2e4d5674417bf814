using Orleans.Runtime;

namespace Orleans;

/// <summary>Marks a class as a grain. The runtime hands its context to the constructor; the class only shows it.</summary>
public interface IGrainBase
{
    /// <summary>The context of this activation.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs after the persistent state was read and before the first call. A throw fails the activation and the waiting calls.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs at a graceful deactivation only, never at a crash.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
