using System.Diagnostics;

namespace PuppetEngine.Turns.Bench;

/// <summary>This program again, in a process of its own, so that its processor time and memory are its own. It says one line when it is ready, and ends when its input does.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    private Child(Process process, string ready) => (_process, Ready) = (process, ready);

    /// <summary>The line that it said when it was ready.</summary>
    internal string Ready { get; }

    /// <summary>Processor time so far.</summary>
    internal TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory now, in MiB.</summary>
    internal double ResidentMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    internal static async Task<Child> StartAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Child).Assembly.Location]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The program could not be started again.");
        var ready = await process.StandardOutput.ReadLineAsync();
        return ready is not null
            ? new Child(process, ready)
            : throw new InvalidOperationException($"'{string.Join(' ', args)}' ended before it was ready.");
    }

    /// <summary>Asks a question on its input; its answer is one line.</summary>
    internal async Task<string> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The process ended before it answered '{question}'.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
