using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Tests.TestKit.LiteSvm;

/// <summary>
/// A Solana node that executes the real programs: <c>tests/LiteSvm/server.mjs</c> in a process of its own, on a loopback port of its
/// own, ended with the test. Where Node or its packages are not installed, <see cref="Missing"/> says what to install and the tests skip.
/// </summary>
public sealed class LiteSvmServer : IAsyncDisposable
{
    private static readonly string? Folder = FindFolder();
    private readonly Process _process;

    private LiteSvmServer(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Null where a server can be started; else one line that says what to install.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Where it takes calls, and subscriptions with the scheme <c>ws</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts a server with an empty chain.</summary>
    /// <param name="slotMilliseconds">Time between two slots.</param>
    /// <param name="blockhashLife">Blocks for which a blockhash serves.</param>
    /// <param name="confirmationSlots">Slots after which a block is confirmed.</param>
    /// <param name="finalizationSlots">Slots after which a block is finalized.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it wrote.</exception>
    public static async Task<LiteSvmServer> StartAsync(int slotMilliseconds = 40, int blockhashLife = 150, int confirmationSlots = 2, int finalizationSlots = 32)
    {
        var start = new ProcessStartInfo("node", "server.mjs") { WorkingDirectory = Folder!, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in ((string, int)[])[("PORT", 0), ("SLOT_MS", slotMilliseconds), ("BLOCKHASH_LIFE", blockhashLife), ("CONFIRM_SLOTS", confirmationSlots), ("FINAL_SLOTS", finalizationSlots)])
        {
            start.Environment[name] = value.ToString(CultureInfo.InvariantCulture);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        if (await process.StandardOutput.ReadLineAsync() is not { } line)
        {
            throw new InvalidOperationException($"The LiteSVM server did not start: {await process.StandardError.ReadToEndAsync()}");
        }

        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var ports = JsonDocument.Parse(line);
        return new LiteSvmServer(process, new Uri($"http://127.0.0.1:{ports.RootElement.GetProperty("port").GetInt32().ToString(CultureInfo.InvariantCulture)}"));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string? FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tests", "LiteSvm");
            if (File.Exists(Path.Combine(path, "server.mjs")))
            {
                return path;
            }
        }

        return null;
    }

    private static string? FindMissing()
    {
        if (Folder is null)
        {
            return "tests/LiteSvm/server.mjs is not beside the built tests: run them from the repository.";
        }

        var isNodeThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, OperatingSystem.IsWindows() ? "node.exe" : "node")));
        return isNodeThere && Directory.Exists(Path.Combine(Folder, "node_modules", "litesvm-linux-x64-gnu"))
            ? null
            : "LiteSVM is not installed: install Node 20 and npm, then npm ci --prefix tests/LiteSvm";
    }
}
