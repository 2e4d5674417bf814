using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>The built program as a process of the operating system, with what it writes.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    private const int Terminate = 15;

    private readonly System.Diagnostics.Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProgramRun(System.Diagnostics.Process process) => _process = process;

    /// <summary>What it wrote until now, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the program. Variables of vendors and of the product that the test itself runs under do not reach it.</summary>
    public static ProgramRun Start(IEnumerable<string> words, IReadOnlyDictionary<string, string> variables)
    {
        var home = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(home.Parent!.Parent!.FullName, "Silo", home.Name, "PuppetEngine.Silo.dll");
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        var start = new ProcessStartInfo(dotnet, [program, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var run = new ProgramRun(new System.Diagnostics.Process { StartInfo = start });
        run._process.OutputDataReceived += run.Take;
        run._process.ErrorDataReceived += run.Take;
        run._process.Start();
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Waits until a pattern stands in what it writes; the first group, or a failure that shows the output.</summary>
    public async Task<string> WaitForAsync(string pattern, TimeSpan deadline)
    {
        using var end = new CancellationTokenSource(deadline, TimeProvider.System);
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (Regex.Match(_output.ToString(), pattern) is { Success: true } match)
                {
                    return match.Groups[^1].Value;
                }

                more = _more.Task;
            }

            await Task.WhenAny(more, _process.WaitForExitAsync(end.Token));
            Assert.False(end.IsCancellationRequested || (_process.HasExited && !more.IsCompleted), $"'{pattern}' was not written:\n{Output}");
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop; its exit code.</summary>
    public async Task<int> StopAsync(TimeSpan deadline)
    {
        using var end = new CancellationTokenSource(deadline, TimeProvider.System);
        Assert.Equal(0, SendSignal(_process.Id, Terminate));
        await _process.WaitForExitAsync(end.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static bool IsForeign(string name) =>
        name.Contains("KEY", StringComparison.Ordinal) || name.Contains("SECRET", StringComparison.Ordinal) || name.Contains("TOKEN", StringComparison.Ordinal)
        || name.StartsWith("PUPPET", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE", StringComparison.Ordinal);

    private void Take(object sender, DataReceivedEventArgs line)
    {
        lock (_gate)
        {
            _output.Append(line.Data).Append('\n');
            _more.TrySetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
