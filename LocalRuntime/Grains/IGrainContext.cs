namespace Orleans.Runtime;

/// <summary>One activation of a grain, as the grain sees it. Not to be kept beyond the activation's life.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    /// <summary>Type and key of the grain.</summary>
    GrainId GrainId { get; }

    /// <summary>A reference to the grain, that may be called from anywhere.</summary>
    GrainReference GrainReference { get; }

    /// <summary>Id of this activation; a later activation of the same grain has another.</summary>
    ActivationId ActivationId { get; }

    /// <summary>The grain object; null until it is made.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation, disposed with it.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Ends when the activation has been deactivated. Awaiting it inside the grain never returns.</summary>
    Task Deactivated { get; }

    /// <summary>
    /// Starts the deactivation and returns at once. It happens when the running calls have ended; calls that wait go to the next activation.
    /// </summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
