using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PuppetEngine.Turns.Bench;

/// <summary>
/// The baseline of the disk: one row of 1 KiB, one transaction, one flush, one caller. In a process of its own: the product binds the
/// native SQLite by itself, and a process has one.
/// </summary>
internal static class BareDisk
{
    internal static async Task<double> CommitsPerSecondAsync(string folder, double seconds)
    {
        await using var child = await Child.StartAsync("disk", folder, seconds.ToString(CultureInfo.InvariantCulture));
        return double.Parse(child.Ready, CultureInfo.InvariantCulture);
    }

    /// <summary>What the child does.</summary>
    internal static int Run(string folder, string seconds)
    {
        var span = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE bare (id INTEGER PRIMARY KEY, doc BLOB);";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO bare (doc) VALUES (@doc)";
        command.Parameters.AddWithValue("@doc", new byte[1024]);
        var commits = 0;
        var watch = Stopwatch.StartNew();
        for (; watch.Elapsed < span; commits++)
        {
            command.ExecuteNonQuery();
        }

        Console.WriteLine((commits / watch.Elapsed.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
