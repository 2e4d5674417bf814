using System.Security.Cryptography;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Access;

/// <summary>The table of sealed secrets. What it hands out and takes in are plain bytes; what is stored is sealed.</summary>
internal sealed class SecretTable(SqlDatabase database, SecretKeys keys, TimeProvider time)
{
    private const string Upsert = """
        INSERT INTO secrets (name, key_id, nonce, sealed, at_ms) VALUES (@name, @key, @nonce, @sealed, @at)
        ON CONFLICT (name) DO UPDATE SET key_id = excluded.key_id, nonce = excluded.nonce, sealed = excluded.sealed, at_ms = excluded.at_ms
        """;

    private sealed record Row(string Name, string KeyId, byte[] Nonce, byte[] Sealed);

    internal async Task<byte[]?> GetAsync(string name, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(session => Rows(session, "WHERE name = @name", ("@name", name)).FirstOrDefault(), cancellationToken).ConfigureAwait(false);
        return row is null ? null : Open(row);
    }

    internal Task PutAsync(string name, byte[] plain, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                // Asked inside the transaction, so that a rotation is either not begun or has put its key first.
                var (id, key) = keys.Active;
                return Put(session, name, id, key, plain);
            },
            cancellationToken);

    internal Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Execute("DELETE FROM secrets WHERE name = @name", ("@name", name)) > 0, cancellationToken);

    internal Task<List<string>> ListNamesAsync(string prefix, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.Rows("SELECT name FROM secrets WHERE name >= @prefix ORDER BY name", static r => r.GetString(0), ("@prefix", prefix))
                .TakeWhile(n => n.StartsWith(prefix, StringComparison.Ordinal)).ToList(),
            cancellationToken);

    /// <summary>A page in the order of the names: what lies there, a stamp that changes with every write, and how to open it.</summary>
    internal async Task<List<(string Name, long Stamp, Func<byte[]> Open)>> ReadPageAsync(string after, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => Rows(session, "WHERE name > @after ORDER BY name LIMIT @limit", ("@after", after), ("@limit", (long)limit)), cancellationToken).ConfigureAwait(false);

        // The nonce is drawn anew with every write: eight of its bytes tell two of them apart.
        return rows.ConvertAll(row => (row.Name, BitConverter.ToInt64(row.Nonce), (Func<byte[]>)(() => Open(row))));
    }

    /// <summary>
    /// Seals everything under a new key and forgets the old one. Broken off at any point it can be run again: the key file holds
    /// both keys until every row is sealed under the new one.
    /// </summary>
    /// <returns>How many secrets were sealed anew.</returns>
    internal async Task<int> RotateAsync(CancellationToken cancellationToken)
    {
        keys.AddActive();
        var (id, key) = keys.Active;
        var count = await database.WriteAsync(
            session =>
            {
                var rows = Rows(session, "WHERE key_id <> @id", ("@id", id));
                foreach (var row in rows)
                {
                    Put(session, row.Name, id, key, Open(row));
                }

                return rows.Count;
            },
            cancellationToken).ConfigureAwait(false);
        keys.DropOthers();
        return count;
    }

    private int Put(SqlSession session, string name, string id, byte[] key, byte[] plain)
    {
        var (nonce, box) = SecretSeal.Close(key, name, plain);
        return session.Execute(Upsert, ("@name", name), ("@key", id), ("@nonce", nonce), ("@sealed", box), ("@at", time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    private byte[] Open(Row row)
    {
        var key = keys.Find(row.KeyId)
            ?? throw new SecretUnreadableException($"The secret '{row.Name}' is sealed with the key {row.KeyId}, which the key file does not have. Restore the key file that belongs to this database, or enter the secret again.");
        try
        {
            return SecretSeal.Open(key, row.Name, row.Nonce, row.Sealed);
        }
        catch (CryptographicException e)
        {
            throw new SecretUnreadableException($"The secret '{row.Name}' was changed in the database and does not open. Enter it again.", e);
        }
    }

    private static List<Row> Rows(SqlSession session, string where, params ReadOnlySpan<(string, object?)> args) =>
        session.Rows(
            $"SELECT name, key_id, nonce, sealed FROM secrets {where}",
            static r => new Row(r.GetString(0), r.GetString(1), r.GetFieldValue<byte[]>(2), r.GetFieldValue<byte[]>(3)), args);
}
