using System.Runtime.InteropServices;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Waits for Ctrl-C or a polite request to end.</summary>
internal static class StopSignal
{
    /// <summary>Completes with the first signal.</summary>
    /// <param name="stopping">Set where the host took a signal itself, as it does while it starts; waiting on would then be for ever.</param>
    public static async Task WaitAsync(CancellationToken stopping = default)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var taken = stopping.Register(() => stop.TrySetResult());
        await stop.Task;
    }
}
