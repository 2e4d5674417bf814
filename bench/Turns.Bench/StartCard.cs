using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PuppetEngine.Turns.Bench;

/// <summary>From the start of the program <c>puppet up</c> runs to the line that says it is ready.</summary>
internal static class StartCard
{
    internal static async Task PrintAsync(string folder, bool quick)
    {
        Card.Open("Start of the product with the sample agents");
        var first = await StartAsync(folder);
        var again = new List<double>();
        for (var i = 0; i < (quick ? 1 : 3); i++)
        {
            again.Add(await StartAsync(folder));
        }

        Card.Row("start to ready, empty data directory", $"{first:0.00} s", "under 3 s");
        Card.Row("start to ready, again on the same data; median", $"{Card.Percentile(again, 0.5):0.00} s", "under 3 s");
    }

    private static async Task<double> StartAsync(string folder)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Silo/release/PuppetEngine.Silo.dll"));
        if (!File.Exists(program))
        {
            throw new InvalidOperationException($"The program {program} is not there. Run ./puppet bench, or build Silo with -c Release.");
        }

        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in new[] { program, "up", "--data", folder, "--port", $"{FreePort()}", $"--Puppet:Emulators:BaseUrl=http://127.0.0.1:{FreePort()}", "--agents", AgentsFolder() })
        {
            start.ArgumentList.Add(arg);
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("Ready after", StringComparison.Ordinal))
                {
                    return watch.Elapsed.TotalSeconds;
                }
            }

            throw new InvalidOperationException($"The program ended before it was ready: {await process.StandardError.ReadToEndAsync()}");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static string AgentsFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "agents", "agent.schema.json")))
            {
                return Path.Combine(folder.FullName, "agents");
            }
        }

        throw new InvalidOperationException("The folder agents/ was not found above the program.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
