using System.Data.Common;
using System.Runtime.CompilerServices;
using PuppetEngine.Providers.Storage.Access;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>
/// Brings what is stored under the key that seals now: after encryption was turned on, and after the key file was given a new key. Works
/// in small transactions, and goes on where it stood when it is run again.
/// </summary>
public sealed class MemorySealing
{
    private const int Batch = 200;

    private readonly SqlDatabase _database;
    private readonly SecretKeys _keys;
    private readonly MemorySeal _seal;
    private readonly MemoryRowReader _reader;

    internal MemorySealing(SqlDatabase database, SecretKeys keys, MemorySeal seal) => (_database, _keys, _seal, _reader) = (database, keys, seal, new MemoryRowReader(seal));

    /// <summary>Whether memories are sealed.</summary>
    public bool IsOn => _seal.IsOn;

    /// <summary>
    /// Puts a new key before the others, seals everything under it and forgets the others. Broken off at any point it can be run again:
    /// the key file holds all keys until every row is under the new one. Where several processes share a database, put the new key first
    /// into each one's key file instead, let <see cref="SealAsync"/> end, and take the old ones out.
    /// </summary>
    /// <returns>How many texts, vectors and blocks were sealed anew.</returns>
    /// <exception cref="InvalidOperationException">Encryption of memories is off.</exception>
    public async Task<long> RotateAsync(CancellationToken cancellationToken)
    {
        if (!IsOn)
        {
            throw new InvalidOperationException($"Memories are not sealed. Set {StorageOptions.Section}:EncryptMemory to true first.");
        }

        _keys.AddActive();
        var count = await SealAsync(cancellationToken).ConfigureAwait(false);
        _keys.DropOthers();
        return count;
    }

    /// <summary>Seals whatever is plain or under another key; nothing where encryption is off.</summary>
    /// <returns>How many texts, vectors and blocks were sealed.</returns>
    public async Task<long> SealAsync(CancellationToken cancellationToken)
    {
        if (!IsOn)
        {
            return 0;
        }

        var total = 0L;
        await foreach (var count in RunAsync([PlainTexts, OldTexts, Vectors, Blocks], cancellationToken).ConfigureAwait(false))
        {
            total += count;
        }

        return total;
    }

    private async IAsyncEnumerable<int> RunAsync(Func<SqlSession, int>[] steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            int count;
            do
            {
                count = await _database.WriteAsync(step, cancellationToken).ConfigureAwait(false);
                yield return count;
            }
            while (count > 0);
        }
    }

    private int PlainTexts(SqlSession session) => Texts(
        session, session.Rows("SELECT m.agent_id, m.number FROM memory m WHERE m.content <> '' ORDER BY m.number LIMIT @limit", Where, ("@limit", (long)Batch)));

    private int OldTexts(SqlSession session) => Texts(
        session, session.Rows("SELECT s.agent_id, s.number FROM memory_sealed s WHERE s.key_id <> @key ORDER BY s.number LIMIT @limit", Where, ("@key", _seal.ActiveKeyId), ("@limit", (long)Batch)));

    private int Texts(SqlSession session, List<(string Agent, long Number)> rows)
    {
        foreach (var (agent, number) in rows)
        {
            var row = session.First($"{MemoryRowReader.Select} m.number = @number", r => _reader.Map(agent, r), ("@number", number))!;
            session.Execute("DELETE FROM memory_sealed WHERE number = @number", ("@number", number));
            _reader.PutSealed(session, agent, row.Item.Id, number, row.Item.Content);
            session.Execute("UPDATE memory SET content = '' WHERE number = @number", ("@number", number));
        }

        return rows.Count;
    }

    private int Vectors(SqlSession session)
    {
        var rows = session.Rows(
            "SELECT agent_id, number, key_id, vector FROM memory_vectors WHERE key_id IS NULL OR key_id <> @key LIMIT @limit", Sealed, ("@key", _seal.ActiveKeyId), ("@limit", (long)Batch));
        foreach (var (agent, number, key, body) in rows)
        {
            var label = MemoryLabels.Vector(agent, number);
            var (newKey, newBody) = _seal.Close(label, _seal.Open(key, label, body));
            session.Execute("UPDATE memory_vectors SET key_id = @key, vector = @body WHERE number = @number", ("@key", newKey), ("@body", newBody), ("@number", number));
        }

        return rows.Count;
    }

    private int Blocks(SqlSession session)
    {
        var rows = session.Rows(
            "SELECT agent_id, first_number, key_id, body FROM memory_blocks WHERE key_id IS NULL OR key_id <> @key LIMIT @limit", Sealed, ("@key", _seal.ActiveKeyId), ("@limit", 4L));
        foreach (var (agent, first, key, body) in rows)
        {
            var label = MemoryLabels.Block(agent, first);
            var (newKey, newBody) = _seal.Close(label, _seal.Open(key, label, body));
            session.Execute(
                "UPDATE memory_blocks SET key_id = @key, body = @body WHERE agent_id = @agent AND first_number = @first", ("@key", newKey), ("@body", newBody), ("@agent", agent), ("@first", first));
        }

        return rows.Count;
    }

    private static (string Agent, long Number) Where(DbDataReader r) => (r.GetString(0), r.GetInt64(1));

    private static (string Agent, long Number, string? Key, byte[] Body) Sealed(DbDataReader r) =>
        (r.GetString(0), r.GetInt64(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetFieldValue<byte[]>(3));
}
