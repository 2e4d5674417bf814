namespace PuppetEngine.Sqlite;

/// <summary>
/// Where tests put faults. Both run on the writer's thread with the number of callers in the group; what they throw, the whole group gets.
/// The files (<c>.db</c>, <c>-wal</c>) may be copied inside either: nobody writes meanwhile.
/// </summary>
/// <param name="BeforeCommit">Before the transaction is committed; a throw rolls it back.</param>
/// <param name="AfterCommit">After it has reached the disk, before the callers are told; a throw leaves it committed but in doubt.</param>
internal sealed record SqliteWriterHooks(Action<int>? BeforeCommit = null, Action<int>? AfterCommit = null);
