using System.Diagnostics;
using System.Globalization;

namespace PuppetEngine.Tests.TestKit.Postgres;

/// <summary>
/// A PostgreSQL server of this test program's own: a fresh data directory in the temporary folder, reachable through a socket there
/// and through no port, without fsync. Where no server is installed, <see cref="Missing"/> says what to install and the tests skip.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string Superuser = "postgres";
    private static readonly string? Binaries = FindBinaries();
    private static readonly Lazy<PostgresServer> OfThisProgram = new(StartUntilExit);
    private readonly string _folder;
    private int _databases;

    private PostgresServer(string folder) => _folder = folder;

    /// <summary>Null where a server can be started; else one line that says what to install.</summary>
    public static string? Missing => Binaries is null ? "PostgreSQL is not installed: apt-get install postgresql" : null;

    /// <summary>The one server of this test program: started when first asked for, stopped when the program ends. Ask only where <see cref="Missing"/> is null.</summary>
    public static PostgresServer Shared => OfThisProgram.Value;

    private static PostgresServer Start()
    {
        var folder = Directory.CreateTempSubdirectory("puppet-pg-").FullName;
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root; the user it runs as then needs the folder.
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        }

        var data = Path.Combine(folder, "data");
        Run("initdb", "-D", data, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--no-locale", "-N");
        Run("pg_ctl", "start", "-w", "-s", "-D", data, "-l", Path.Combine(folder, "log"),
            "-o", $"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=200");
        return new PostgresServer(folder);
    }

    /// <summary>Creates an empty database, applies scripts to it, and gives its connection string.</summary>
    public string CreateDatabase(params string[] scripts)
    {
        var name = "test" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        Run("createdb", "-h", _folder, "-U", Superuser, name);
        foreach (var script in scripts)
        {
            Run("psql", "-h", _folder, "-U", Superuser, "-d", name, "-q", "-v", "ON_ERROR_STOP=1", "-f", script);
        }

        return $"Host={_folder};Username={Superuser};Database={name};Include Error Detail=true";
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Run("pg_ctl", "stop", "-m", "immediate", "-s", "-D", Path.Combine(_folder, "data"));
        Directory.Delete(_folder, recursive: true);
    }

    private static PostgresServer StartUntilExit()
    {
        var server = Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardError = program != "pg_ctl", WorkingDirectory = "/" };
        var path = Path.Combine(Binaries ?? throw new InvalidOperationException(Missing), program);
        if (Environment.IsPrivilegedProcess)
        {
            start.FileName = "runuser";
            start.ArgumentList.Add("-u");
            start.ArgumentList.Add(Superuser);
            start.ArgumentList.Add("--");
            start.ArgumentList.Add(path);
        }
        else
        {
            start.FileName = path;
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (program == "initdb")
        {
            start.RedirectStandardOutput = true;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = start.RedirectStandardOutput ? process.StandardOutput.ReadToEndAsync() : Task.FromResult("");
        var error = start.RedirectStandardError ? process.StandardError.ReadToEnd() : "";
        process.WaitForExit();
        output.GetAwaiter().GetResult();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error}");
        }
    }

    /// <summary>The folder of the newest installed server, or of the one on the PATH.</summary>
    private static string? FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin"))
            : [];
        return versions.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }
}
