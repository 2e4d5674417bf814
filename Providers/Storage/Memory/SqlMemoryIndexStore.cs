using System.Runtime.InteropServices;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Memory.Index;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>Vectors and blocks of the index, beside the memories.</summary>
internal sealed class SqlMemoryIndexStore(SqlDatabase database, MemorySeal seal) : IMemoryIndexStore
{
    private const string Agent = "SELECT model, dimension FROM memory_agents WHERE agent_id = @agent";
    private const string Blocks = "SELECT first_number, last_number, model FROM memory_blocks WHERE agent_id = @agent ORDER BY first_number";
    private const string Body = "SELECT key_id, body FROM memory_blocks WHERE agent_id = @agent AND first_number = @first";
    private const string Recalled = "SELECT number, access_count, last_access_ms FROM memory WHERE agent_id = @agent AND access_count > 0";

    private const string Loose = $"""
        SELECT {MemoryRowReader.Columns}, v.model, v.key_id, v.vector FROM {MemoryRowReader.Tables} LEFT JOIN memory_vectors v ON v.number = m.number
        WHERE m.agent_id = @agent AND m.number > @after AND m.number < @before ORDER BY m.number
        """;

    private const string UpsertAgent = """
        INSERT INTO memory_agents (agent_id, model, dimension, job_day, reflected_number) VALUES (@agent, @model, @dimension, 0, 0)
        ON CONFLICT (agent_id) DO UPDATE SET model = excluded.model, dimension = excluded.dimension
        """;

    private const string UpsertVector = """
        INSERT INTO memory_vectors (number, agent_id, model, key_id, vector)
        SELECT CAST(@number AS bigint), @agent, @model, CAST(@key AS text), @vector WHERE EXISTS (SELECT 1 FROM memory WHERE number = @number AND agent_id = @agent)
        ON CONFLICT (number) DO UPDATE SET model = excluded.model, key_id = excluded.key_id, vector = excluded.vector
        """;

    private const string DropBlocks = "DELETE FROM memory_blocks WHERE agent_id = @agent AND first_number <= @last AND last_number >= @first";
    private const string InsertBlock = "INSERT INTO memory_blocks (agent_id, first_number, last_number, model, key_id, body) VALUES (@agent, @first, @last, @model, @key, @body)";

    private readonly MemoryRowReader _reader = new(seal);

    /// <inheritdoc />
    public Task<MemoryIndex> LoadAsync(string agentId, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var (model, dimension) = session.First(Agent, static r => (r.IsDBNull(0) ? null : r.GetString(0), (int)r.GetInt64(1)), ("@agent", agentId));
            var index = new MemoryIndex(model);
            index.KnowDimension(dimension);
            var after = 0L;
            foreach (var (first, last, made) in session.Rows(Blocks, static r => (r.GetInt64(0), r.GetInt64(1), r.GetString(2)), ("@agent", agentId)))
            {
                AddLoose(session, agentId, index, model, after, first);
                var body = session.First(
                    Body, r => seal.Open(r.IsDBNull(0) ? null : r.GetString(0), MemoryLabels.Block(agentId, first), r.GetFieldValue<byte[]>(1)), ("@agent", agentId), ("@first", first));
                if (body is null || !index.AddBlock(made, body))
                {
                    AddLoose(session, agentId, index, model, first - 1, last + 1);
                }

                after = last;
            }

            AddLoose(session, agentId, index, model, after, long.MaxValue);
            session.Rows(
                Recalled,
                r =>
                {
                    index.KnowAccesses(r.GetInt64(0), (int)r.GetInt64(1), r.IsDBNull(2) ? 0 : r.GetInt64(2));
                    return true;
                },
                ("@agent", agentId));
            return index;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task PutVectorsAsync(string agentId, string model, int dimension, IReadOnlyList<(long Number, float[] Vector)> vectors, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                session.Execute(UpsertAgent, ("@agent", agentId), ("@model", model), ("@dimension", (long)dimension));
                foreach (var (number, vector) in vectors)
                {
                    var (key, body) = seal.Close(MemoryLabels.Vector(agentId, number), MemoryMarshal.AsBytes(vector.AsSpan()).ToArray());
                    session.Execute(UpsertVector, ("@number", number), ("@agent", agentId), ("@model", model), ("@key", key), ("@vector", body));
                    session.Execute(DropBlocks, ("@agent", agentId), ("@first", number), ("@last", number));
                }

                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<Dictionary<long, float[]>> ReadVectorsAsync(string agentId, string model, IReadOnlyList<long> numbers, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
            {
                var found = new Dictionary<long, float[]>(numbers.Count);
                if (session.Dialect == SqlDialect.Postgres)
                {
                    session.Rows("SELECT number, model, key_id, vector FROM memory_vectors WHERE number = ANY(@numbers)", Keep, ("@numbers", numbers.ToArray()));
                }
                else
                {
                    foreach (var number in numbers)
                    {
                        session.Rows("SELECT number, model, key_id, vector FROM memory_vectors WHERE number = @number", Keep, ("@number", number));
                    }
                }

                return found;

                bool Keep(System.Data.Common.DbDataReader r)
                {
                    if (r.GetString(1) == model)
                    {
                        found[r.GetInt64(0)] = Vector(agentId, r.GetInt64(0), r.IsDBNull(2) ? null : r.GetString(2), r.GetFieldValue<byte[]>(3));
                    }

                    return true;
                }
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<bool> PutBlockAsync(string agentId, MemoryBlockDraft block, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(block);
        return database.WriteAsync(
            session =>
            {
                var range = new (string, object?)[] { ("@agent", agentId), ("@first", block.First), ("@last", block.Last) };
                if (session.Number("SELECT count(*) FROM memory WHERE agent_id = @agent AND number >= @first AND number <= @last", range) != block.Count)
                {
                    return false;
                }

                session.Execute(DropBlocks, range);
                if (block.Count > 0)
                {
                    var (key, body) = seal.Close(MemoryLabels.Block(agentId, block.First), block.Body);
                    session.Execute(InsertBlock, [.. range, ("@model", block.Model), ("@key", key), ("@body", body)]);
                }

                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task TouchAsync(string agentId, IReadOnlyCollection<MemoryAccess> accesses, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            foreach (var access in accesses)
            {
                session.Execute(
                    "UPDATE memory SET access_count = access_count + @times, last_access_ms = @at WHERE number = @number AND agent_id = @agent",
                    ("@times", (long)access.Times), ("@at", access.LastAt.ToUnixTimeMilliseconds()), ("@number", access.Number), ("@agent", agentId));
            }

            return true;
        },
        cancellationToken);

    private void AddLoose(SqlSession session, string agentId, MemoryIndex index, string? model, long after, long before)
    {
        if (before - after <= 1)
        {
            return;
        }

        session.Rows(
            Loose,
            r =>
            {
                var row = _reader.Map(agentId, r);
                index.Add(MemoryEntry.Of(row), row.Item.Content);
                if (!r.IsDBNull(13) && r.GetString(13) == model)
                {
                    index.SetVector(row.Number, Vector(agentId, row.Number, r.IsDBNull(14) ? null : r.GetString(14), r.GetFieldValue<byte[]>(15)));
                }

                return true;
            },
            ("@agent", agentId), ("@after", after), ("@before", before));
    }

    private float[] Vector(string agentId, long number, string? keyId, byte[] body) =>
        MemoryMarshal.Cast<byte, float>(seal.Open(keyId, MemoryLabels.Vector(agentId, number), body)).ToArray();
}
