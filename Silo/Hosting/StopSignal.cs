using System.Runtime.InteropServices;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Waits for Ctrl-C or a polite request to end.</summary>
internal static class StopSignal
{
    /// <summary>Completes with the first signal.</summary>
    public static async Task WaitAsync()
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await stop.Task;
    }
}
