using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Providers.Storage.Journal;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Agents;

/// <summary>The tables of agents, effects and journal, as agents write them: one transaction per commit.</summary>
internal sealed class SqlAgentLedger(SqlDatabase database) : IAgentLedger
{
    private const string UpsertEffect = """
        INSERT INTO effects (id, agent_id, kind, state, version, at_ms, doc) VALUES (@id, @agent, @kind, @state, @version, @at, @doc)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, version = excluded.version, doc = excluded.doc
        WHERE excluded.version > effects.version
        """;

    private const string UpsertAgent = """
        INSERT INTO agents (id, status, version, tags, doc) VALUES (@id, @status, @version, @tags, @doc)
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, version = excluded.version, tags = excluded.tags, doc = excluded.doc
        WHERE excluded.version > agents.version
        """;

    private const string UpsertRelationship = """
        INSERT INTO relationships (agent_id, target_id, version, last_ms, doc) VALUES (@agent, @target, @version, @last, @doc)
        ON CONFLICT (agent_id, target_id) DO UPDATE SET version = excluded.version, last_ms = excluded.last_ms, doc = excluded.doc
        WHERE excluded.version > relationships.version
        """;

    // What was to say it and ended unsent keeps it from nobody.
    private const string EndedUnsent = "EXISTS (SELECT 1 FROM effects WHERE effects.id = said.effect_id AND effects.state IN (4, 6, 7, 8))";

    private const string TakeSaid = $"""
        INSERT INTO said (text_key, account_key, effect_id, at_ms, until_ms) VALUES (@key, @account, @effect, @at, @until)
        ON CONFLICT (text_key) DO UPDATE SET account_key = excluded.account_key, effect_id = excluded.effect_id, at_ms = excluded.at_ms, until_ms = excluded.until_ms
        WHERE said.account_key = excluded.account_key OR said.until_ms <= excluded.at_ms OR {EndedUnsent}
        """;

    private const string FindSaid = $"SELECT account_key, effect_id, at_ms, until_ms FROM said WHERE text_key = @key AND until_ms > @now AND NOT {EndedUnsent}";

    private const string FindTags = "SELECT tags FROM agents WHERE id = @id";
    private const string DropTags = "DELETE FROM agent_tags WHERE agent_id = @id";
    private const string AddTag = "INSERT INTO agent_tags (tag, agent_id) VALUES (@tag, @id) ON CONFLICT DO NOTHING";

    /// <inheritdoc />
    public async Task CommitAsync(AgentCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        // Made here, on the caller's thread: the writer's is shared by all agents.
        var effects = commit.Effects.Select(e => (View: e, Doc: AgentDocuments.Write(e, AgentDocuments.Default.EffectView))).ToList();
        var others = commit.Relationships.Select(r => (Other: r, Doc: AgentDocuments.Write(r, AgentDocuments.Default.Relationship))).ToList();
        var card = commit.Card is null ? null : AgentDocuments.Write(commit.Card, AgentDocuments.Default.AgentCard);
        await database.WriteAsync(
            session =>
            {
                JournalAppend.Run(session, commit.AgentId, commit.Rows);
                foreach (var (view, doc) in effects)
                {
                    session.Execute(UpsertEffect,
                        ("@id", view.EffectId), ("@agent", view.AgentId), ("@kind", (long)view.Kind), ("@state", (long)view.State),
                        ("@version", view.Version), ("@at", view.At.ToUnixTimeMilliseconds()), ("@doc", doc));
                }

                foreach (var said in commit.Said)
                {
                    session.Execute(TakeSaid,
                        ("@key", said.Key), ("@account", said.AccountKey), ("@effect", said.EffectId), ("@at", said.At.ToUnixTimeMilliseconds()), ("@until", said.Until.ToUnixTimeMilliseconds()));
                }

                foreach (var (other, doc) in others)
                {
                    session.Execute(UpsertRelationship,
                        ("@agent", commit.AgentId), ("@target", other.TargetId), ("@version", other.Version), ("@last", other.LastAt?.ToUnixTimeMilliseconds() ?? 0L), ("@doc", doc));
                }

                if (card is not null)
                {
                    Put(session, commit.Card!, card);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public Task<EffectView?> FindEffectAsync(string effectId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => EffectRows.Find(session, effectId), cancellationToken);

    /// <inheritdoc />
    public Task<SaidText?> FindSaidAsync(long key, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.First(
                FindSaid,
                r => new SaidText(key, r.GetString(0), r.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(2)), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(3))),
                ("@key", key), ("@now", now.ToUnixTimeMilliseconds())),
            cancellationToken);

    private static void Put(SqlSession session, AgentCard card, byte[] doc)
    {
        var tags = string.Join('\n', card.Tags.Order(StringComparer.Ordinal));
        var before = session.First(FindTags, static r => r.GetString(0), ("@id", card.Id)) ?? "";
        var changed = session.Execute(UpsertAgent,
            ("@id", card.Id), ("@status", card.Status), ("@version", card.Version), ("@tags", tags), ("@doc", doc));
        if (changed == 0 || tags == before)
        {
            return;
        }

        session.Execute(DropTags, ("@id", card.Id));
        foreach (var tag in card.Tags)
        {
            session.Execute(AddTag, ("@tag", tag), ("@id", card.Id));
        }
    }
}
