using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.TestKit.Processes;

/// <summary>
/// A program of the house as a process of its own, as a person starts it: its own environment (no vendor's variable comes in from
/// outside), its output kept, and always ended with the test.
/// </summary>
public sealed class ProgramProcess : IAsyncDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waits = [];
    private readonly Lock _gate = new();
    private int _disposed;

    private ProgramProcess(Process process) => _process = process;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Everything it wrote so far, to both outputs.</summary>
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

    /// <summary>The built program of a project, beside the running tests' own output.</summary>
    public static string BuiltProgram(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"PuppetEngine.{project}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built. Build it in the same configuration as the tests: {path}");
    }

    /// <summary>Starts a project's program.</summary>
    /// <param name="project">The project, as in <c>Silo</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside the few that a program needs to run at all.</param>
    /// <param name="before">A program that starts it, with its arguments, as in <c>prlimit</c>; empty for none.</param>
    public static ProgramProcess Start(
        string project, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, params string[] before)
    {
        string[] line = [.. before, "dotnet", BuiltProgram(project), .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "DOTNET_ROOT" or "TMPDIR" or "USER" or "LD_LIBRARY_PATH")).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var program = new ProgramProcess(process);
        process.OutputDataReceived += (_, line) => program.Take(line.Data);
        process.ErrorDataReceived += (_, line) => program.Take(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return program;
    }

    /// <summary>The first line, past or to come, that contains a text.</summary>
    public Task<string> LineAsync(string part) => LineAsync(line => line.Contains(part, StringComparison.Ordinal), $"a line with '{part}'");

    /// <summary>The first line, past or to come, that is wanted.</summary>
    /// <exception cref="TimeoutException">It did not come; the message holds the output.</exception>
    public async Task<string> LineAsync(Func<string, bool> wanted, string what)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_output.ToString().Split('\n').FirstOrDefault(wanted) is { } line)
            {
                return line;
            }

            _waits.Add((wanted, found));
        }

        var exit = _process.WaitForExitAsync();
        try
        {
            await Task.WhenAny(found.Task, exit).WaitAsync(Eventually.Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Process {Id} did not write {what} in time. It wrote:\n{Output}");
        }

        if (!found.Task.IsCompleted && exit.IsCompleted && Output.Split('\n').FirstOrDefault(wanted) is not { })
        {
            throw new InvalidOperationException($"Process {Id} ended with {_process.ExitCode} before it wrote {what}. It wrote:\n{Output}");
        }

        return found.Task.IsCompleted ? await found.Task : Output.Split('\n').First(wanted);
    }

    /// <summary>Asks it to end, as <c>kill</c> does, and waits for it.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            _ = Signal(_process.Id, SigTerm);
        }

        return ExitAsync();
    }

    /// <summary>Ends it without notice, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await ExitAsync();
    }

    /// <summary>Waits until it has ended and all its output is read.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Eventually.Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Process {Id} did not end in time. It wrote:\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        List<TaskCompletionSource<string>> found;
        lock (_gate)
        {
            _output.Append(line).Append('\n');
            found = [.. _waits.Where(wait => wait.Wanted(line)).Select(wait => wait.Found)];
            _waits.RemoveAll(wait => found.Contains(wait.Found));
        }

        found.ForEach(wait => wait.TrySetResult(line));
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int processId, int signal);
}
