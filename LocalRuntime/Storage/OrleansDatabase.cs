using System.Reflection;
using PuppetEngine.Sqlite;

namespace PuppetEngine.LocalRuntime.Storage;

/// <summary>
/// The file <c>grains.db</c>: the tables of Orleans' ADO.NET providers, made by <c>deploy/sql/sqlite/orleans.sql</c>. What is run on
/// them are the statements that the table OrleansQuery holds, the same that those providers run.
/// </summary>
internal sealed class OrleansDatabase : IAsyncDisposable, IDisposable
{
    private readonly Dictionary<string, string> _queries;

    internal OrleansDatabase(string path, SqliteWriterHooks? hooks)
    {
        Connections = new SqliteConnections(path);
        Writer = new SqliteGroupWriter(Connections, Script(), hooks);
        _queries = Connections.Read(session => session.Statement("SELECT QueryKey, QueryText FROM OrleansQuery")
            .Rows(row => (Key: row.GetString(0), Text: row.GetString(1)))
            .ToDictionary(q => q.Key, q => q.Text, StringComparer.Ordinal));
    }

    internal SqliteConnections Connections { get; }

    internal SqliteGroupWriter Writer { get; }

    /// <summary>The text of a stored query.</summary>
    internal string Query(string key) => _queries[key];

    /// <summary>Stops as a killed process would.</summary>
    internal void Kill()
    {
        Writer.Kill();
        Connections.Dispose();
    }

    // A host that is disposed without having been stopped has died.
    public void Dispose() => Kill();

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync().ConfigureAwait(false);
        Connections.Dispose();
    }

    private static string Script()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("orleans.sqlite.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
