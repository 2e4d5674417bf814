using System.Runtime.InteropServices;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Ctrl-C or a polite request to end, heard from the program's first line on, so that a start can be stopped as cleanly as what it started.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    private StopSignal()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>Set with the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Listens from now on.</summary>
    public static StopSignal Listen() => new();

    /// <summary>Completes with the first signal, also one that came before.</summary>
    /// <param name="stopping">Set where the host ends for a reason of its own; waiting on would then be for ever.</param>
    public async Task WaitAsync(CancellationToken stopping = default)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var signalled = Token.Register(() => stop.TrySetResult());
        using var ended = stopping.Register(() => stop.TrySetResult());
        await stop.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
    }
}
