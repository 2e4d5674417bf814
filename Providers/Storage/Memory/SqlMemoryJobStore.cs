using System.Data.Common;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>What the day's job of a memory reads and writes.</summary>
internal sealed class SqlMemoryJobStore(SqlDatabase database, MemorySeal seal) : IMemoryJobStore
{
    private const string State = "SELECT job_day, reflected_number FROM memory_agents WHERE agent_id = @agent";
    private const string Unconsolidated = $"""
        {MemoryRowReader.Select} m.agent_id = @agent AND m.at_ms < @before AND m.kind IN ('episodic', 'event', 'social', 'post')
        AND NOT EXISTS (SELECT 1 FROM memory_consolidated c WHERE c.number = m.number) ORDER BY m.provenance, m.number LIMIT @limit
        """;

    private const string Weightiest = $"{MemoryRowReader.Select} m.agent_id = @agent AND m.number > @after AND m.kind <> 'core' ORDER BY m.importance DESC, m.number DESC LIMIT @limit";
    private const string Fading = $"""
        {MemoryRowReader.Select} m.agent_id = @agent AND m.number > @after AND m.at_ms < @before AND m.kind <> 'core' AND m.provenance <> 0
        ORDER BY m.number LIMIT @limit
        """;

    private const string UpsertState = """
        INSERT INTO memory_agents (agent_id, model, dimension, job_day, reflected_number) VALUES (@agent, NULL, 0, @day, @reflected)
        ON CONFLICT (agent_id) DO UPDATE SET job_day = excluded.job_day, reflected_number = excluded.reflected_number
        """;

    private readonly MemoryRowReader _reader = new(seal);

    /// <inheritdoc />
    public Task<MemoryJobState> ReadStateAsync(string agentId, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var (day, reflected) = ReadState(session, agentId);
            return new MemoryJobState(
                day, reflected,
                Counts("SELECT kind, count(*) FROM memory WHERE agent_id = @agent GROUP BY kind"),
                Counts("SELECT reason, count(*) FROM memory_forgotten WHERE agent_id = @agent GROUP BY reason"),
                session.Number("SELECT count(*) FROM memory_consolidated WHERE agent_id = @agent", ("@agent", agentId)) ?? 0);

            Dictionary<string, long> Counts(string sql) =>
                session.Rows(sql, static (DbDataReader r) => KeyValuePair.Create(r.GetString(0), r.GetInt64(1)), ("@agent", agentId)).ToDictionary(StringComparer.Ordinal);
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<List<MemoryRow>> ReadUnconsolidatedAsync(string agentId, DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Rows(Unconsolidated, r => _reader.Map(agentId, r), ("@agent", agentId), ("@before", before.ToUnixTimeMilliseconds()), ("@limit", (long)limit)), cancellationToken);

    /// <inheritdoc />
    public Task<List<MemoryRow>> ReadWeightiestAsync(string agentId, long after, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Rows(Weightiest, r => _reader.Map(agentId, r), ("@agent", agentId), ("@after", after), ("@limit", (long)limit)), cancellationToken);

    /// <inheritdoc />
    public Task<List<MemoryRow>> ReadFadingAsync(string agentId, DateTimeOffset before, long after, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Rows(
            Fading, r => _reader.Map(agentId, r), ("@agent", agentId), ("@before", before.ToUnixTimeMilliseconds()), ("@after", after), ("@limit", (long)limit)),
        cancellationToken);

    /// <inheritdoc />
    public Task<List<MemoryRow>> CommitAsync(string agentId, MemoryJobStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return database.WriteAsync(
            session =>
            {
                var made = step.Made.Select(i => _reader.Insert(session, agentId, i, revive: false)).OfType<MemoryRow>().ToList();
                foreach (var number in step.Consolidated)
                {
                    session.Execute("INSERT INTO memory_consolidated (number, agent_id) VALUES (@number, @agent) ON CONFLICT DO NOTHING", ("@number", number), ("@agent", agentId));
                }

                if (step.Day is not null || step.ReflectedNumber is not null)
                {
                    var (day, reflected) = ReadState(session, agentId);
                    session.Execute(UpsertState, ("@agent", agentId), ("@day", (long)(step.Day ?? day)), ("@reflected", step.ReflectedNumber ?? reflected));
                }

                return made;
            },
            cancellationToken);
    }

    private static (int Day, long Reflected) ReadState(SqlSession session, string agentId) =>
        session.First(State, static r => ((int)r.GetInt64(0), r.GetInt64(1)), ("@agent", agentId));
}
