namespace PuppetEngine.Sqlite;

/// <summary>The writer was stopped before it committed: nothing of this work is stored.</summary>
internal sealed class SqliteWriterStoppedException(string path)
    : Exception($"The writer of {Path.GetFileName(path)} has stopped; nothing of this write is stored. Start the host again.");
