using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Providers.Storage.Sqlite;
using PuppetEngine.Sqlite;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>
/// Cuts the power at a drawn commit and keeps what the disks then hold: of each database file what had been flushed by the last fsync,
/// and nothing that was written after it.
/// </summary>
/// <remarks>
/// A file system that drops writes is not needed for that, because SQLite writes to these files in one place only. In WAL mode with
/// <c>synchronous=FULL</c> the files change within COMMIT: frames are appended to the log and the log is flushed; then a checkpoint may
/// copy pages of the flushed log into the database, which is flushed before the log begins anew. A database that is not within COMMIT
/// so holds exactly what was flushed; one that is within COMMIT holds, without the writes after its last flush, what it held before
/// COMMIT began or what it holds when COMMIT has returned. So every state that a power cut can leave is the state just before a commit or
/// just after one, and those are the instants at which the files are copied: on the writer's own thread, while the other
/// database is held out of COMMIT. (Pages of a transaction that outgrew the cache may stand in the log before its COMMIT; they have no
/// commit mark, and are to recovery as if they had been dropped.)
/// </remarks>
internal sealed class PowerCut(KillPoints points, string survivor, bool after)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _committing = [];
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = int.MaxValue;

    /// <summary>Completes when the survivor is complete: who closes the databases before would still write to them.</summary>
    public Task Taken => _taken.Task;

    /// <summary>The cut comes at this commit from now, of either database; at the next one where the other is just committing.</summary>
    public void Arm(int commits)
    {
        lock (_gate)
        {
            _left = commits;
        }
    }

    /// <summary>Puts the tables' database under watch.</summary>
    public void Watch(IServiceCollection services, string directory)
    {
        Directory = directory;
        var hooks = new SqliteWriterHooks(_ => Before("tables"), _ => After("tables"));
        services.AddSingleton<SqlDatabase>(_ => SqliteDatabase.Open(Path.Combine(directory, "puppet.db"), new SqliteFaults(hooks)));
    }

    /// <summary>A database is about to commit.</summary>
    public void Before(string database)
    {
        lock (_gate)
        {
            if (!after)
            {
                Count();
            }

            _committing.Add(database);
        }
    }

    /// <summary>A commit returned from the disk; nobody has been told.</summary>
    public void After(string database)
    {
        lock (_gate)
        {
            _committing.Remove(database);
            if (after)
            {
                Count();
            }
        }
    }

    private string Directory { get; set; } = "";

    private void Count()
    {
        if (--_left > 0 || _committing.Count > 0 || System.IO.Directory.Exists(survivor))
        {
            return;
        }

        // From here on nothing of this process has any effect: it is dead before its disks are looked at.
        points.Stop(after ? "after a commit" : "before a commit");
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal) && !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(survivor, Path.GetRelativePath(Directory, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = File.Create(copy);
            from.CopyTo(to);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(copy, File.GetUnixFileMode(file));
            }
        }

        _taken.SetResult();
    }
}
