using PuppetEngine.Sqlite;

namespace PuppetEngine.Providers.Storage.Sqlite;

/// <summary>Where tests break off the work of the SQLite database.</summary>
/// <param name="Writer">Before and after each commit.</param>
/// <param name="BeforeStatement">Before each statement of a unit of work, with its text.</param>
internal sealed record SqliteFaults(SqliteWriterHooks? Writer = null, Action<string>? BeforeStatement = null);
