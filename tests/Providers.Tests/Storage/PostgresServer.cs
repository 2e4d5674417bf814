using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

[assembly: AssemblyFixture(typeof(PuppetEngine.Tests.Providers.Storage.PostgresServer))]

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>
/// A PostgreSQL server for the tests: the one that PUPPET_TEST_POSTGRES names, else one started from the system's binaries in a
/// temporary directory, on loopback, when a test first asks for it.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    public const string HowToGetOne = "PostgreSQL is not installed: apt-get install -y postgresql, or set PUPPET_TEST_POSTGRES to a connection string.";

    private readonly Lock _gate = new();
    private string? _connectionString;
    private string? _directory;
    private string? _binaries;
    private bool _asked;

    /// <summary>The server's connection string; null when there is none to be had.</summary>
    public string? ConnectionString
    {
        get
        {
            lock (_gate)
            {
                if (!_asked)
                {
                    _asked = true;
                    _connectionString = Environment.GetEnvironmentVariable("PUPPET_TEST_POSTGRES") is { Length: > 0 } given ? given : Start();
                }

                return _connectionString;
            }
        }
    }

    public void Dispose()
    {
        if (_directory is null)
        {
            return;
        }

        Run($"{_binaries}/pg_ctl", "-D", $"{_directory}/data", "-m", "immediate", "stop");
        Directory.Delete(_directory, recursive: true);
    }

    private string? Start()
    {
        _binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => $"{d}/bin").Where(b => File.Exists($"{b}/initdb")).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (_binaries is null)
        {
            return null;
        }

        _directory = Directory.CreateTempSubdirectory("puppet-postgres-").FullName;
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root; Debian's package makes this user.
            Execute("chown", "postgres", _directory);
        }

        var port = FreePort();
        Run($"{_binaries}/initdb", "-D", $"{_directory}/data", "-U", "puppet", "-A", "trust", "-E", "UTF8", "--no-sync");
        Run($"{_binaries}/pg_ctl", "-D", $"{_directory}/data", "-w", "-l", $"{_directory}/log", "-o", $"-p {port} -h 127.0.0.1 -k {_directory} -c fsync=off", "start");
        return $"Host=127.0.0.1;Port={port};Username=puppet;Database=postgres";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string program, params string[] arguments)
    {
        if (Environment.UserName == "root")
        {
            Execute("runuser", ["-u", "postgres", "--", program, .. arguments]);
        }
        else
        {
            Execute(program, arguments);
        }
    }

    private static void Execute(string program, params string[] arguments)
    {
        // The server keeps inherited pipes open, so its output goes to nobody.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
