using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>What the table of relationships promises on either database.</summary>
public abstract class RelationshipStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly SqlAgentLedger _ledger;
    private readonly SqlRelationshipStore _store;

    private protected RelationshipStoreContract(SqlDatabase database) => (_ledger, _store) = (new SqlAgentLedger(database), new SqlRelationshipStore(database));

    [Fact]
    public async Task A_relationship_comes_back_whole()
    {
        var told = Of("2", 1, 0) with
        {
            Handle = "carla",
            IsAgent = true,
            Sentiment = -0.25,
            Notes = [new RelationshipNote("She mends nets. 🎈", Now, Provenance.External)],
            Recent = [new Interaction("7", "reply", Now, "", Provenance.External)],
            Stopped = true,
            Provenance = Provenance.External,
        };
        await TellAsync("whole", told);
        var read = await _store.FindAsync("whole", "2", default);
        Assert.Equivalent(told, read, strict: true);
        Assert.Null(await _store.FindAsync("whole", "3", default));
        Assert.Null(await _store.FindAsync("another", "2", default));
    }

    [Fact]
    public async Task Only_a_higher_version_replaces_what_is_stored()
    {
        await TellAsync("versions", Of("2", 2, 0) with { Trust = 0.2 });
        await TellAsync("versions", Of("2", 1, 9) with { Trust = 0.1 });
        Assert.Equal(0.2, (await _store.FindAsync("versions", "2", default))!.Trust);
        await TellAsync("versions", Of("2", 3, 9) with { Trust = 0.3 });
        Assert.Equal(0.3, (await _store.FindAsync("versions", "2", default))!.Trust);
    }

    [Fact]
    public async Task A_list_has_those_that_changed_last_first_in_pages()
    {
        await TellAsync("pages", [.. Enumerable.Range(1, 5).Select(i => Of($"t{i}", 1, i % 3))]);
        var first = await _store.ListAsync("pages", 3, null, default);
        var rest = await _store.ListAsync("pages", 3, first.Next, default);
        Assert.Equal(["t5", "t2", "t4", "t1", "t3"], first.Items.Concat(rest.Items).Select(other => other.TargetId));
        Assert.Null(rest.Next);
        await Assert.ThrowsAsync<ArgumentException>(() => _store.ListAsync("pages", 3, "nonsense", default));
    }

    private static Relationship Of(string target, long version, int minutes) => new() { TargetId = target, Version = version, LastAt = Now.AddMinutes(minutes), Interactions = version };

    private Task TellAsync(string agent, params Relationship[] others) => _ledger.CommitAsync(new AgentCommit(agent, [], [], null) { Relationships = others }, default);
}

public sealed class SqliteRelationshipStoreTests(SqliteStorage storage) : RelationshipStoreContract(storage.Database), IClassFixture<SqliteStorage>;

public sealed class PostgresRelationshipStoreTests(PostgresStorage storage) : RelationshipStoreContract(storage.Database), IClassFixture<PostgresStorage>;
