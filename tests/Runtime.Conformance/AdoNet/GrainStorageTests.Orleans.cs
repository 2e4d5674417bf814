using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace PuppetEngine.Tests.Runtime.Conformance.AdoNet;

/// <summary>Orleans' ADO.NET grain storage over the statements of deploy/sql: tags, races, clearing and the key mapping.</summary>
public abstract class GrainStorageTests<TDatabase> : IDisposable
    where TDatabase : TestDatabase, new()
{
    private readonly TestDatabase _database = new TDatabase();

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_written_is_read_after_a_restart()
    {
        var id = GrainId.Create("probe", "ada");
        await using (var silo = await AdoNetSilo.StartAsync(_database))
        {
            var state = new GrainState<Note>(new Note { Text = "first" });
            await silo.Storage.WriteStateAsync("note", id, state);
            state.State!.Text = "second";
            await silo.Storage.WriteStateAsync("note", id, state);
            Assert.Equal("2", state.ETag);
        }

        await using var next = await AdoNetSilo.StartAsync(_database);
        var read = new GrainState<Note>();
        await next.Storage.ReadStateAsync("note", id, read);
        Assert.Equal(("second", "2", true), (read.State!.Text, read.ETag, read.RecordExists));
    }

    [Fact]
    public async Task Of_fifty_concurrent_first_writes_one_wins_and_the_key_stays_readable()
    {
        await using var silo = await AdoNetSilo.StartAsync(_database);
        var id = GrainId.Create("probe", "cafe");
        var states = Enumerable.Range(0, 50).Select(n => new GrainState<Note>(new Note { Text = $"writer {n}" })).ToList();
        using var start = new SemaphoreSlim(0);

        var writes = states.Select(async state =>
        {
            await start.WaitAsync();
            try
            {
                await silo.Storage.WriteStateAsync("note", id, state);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }).ToList();
        start.Release(50);
        var won = await Task.WhenAll(writes);

        var winner = Assert.Single(states.Where((_, index) => won[index]));
        var read = new GrainState<Note>();
        await silo.Storage.ReadStateAsync("note", id, read);
        Assert.Equal(winner.State!.Text, read.State!.Text);
        Assert.Single(_database.Query("SELECT 1 FROM OrleansStorage"));
    }

    [Fact]
    public async Task A_write_with_an_old_tag_changes_nothing()
    {
        await using var silo = await AdoNetSilo.StartAsync(_database);
        var id = GrainId.Create("probe", "ada");
        var state = new GrainState<Note>(new Note { Text = "first" });
        await silo.Storage.WriteStateAsync("note", id, state);
        var old = new GrainState<Note>(new Note { Text = "late" }, state.ETag);
        await silo.Storage.WriteStateAsync("note", id, state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage.WriteStateAsync("note", id, old));
        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage.ClearStateAsync("note", id, old));

        var read = new GrainState<Note>();
        await silo.Storage.ReadStateAsync("note", id, read);
        Assert.Equal("first", read.State!.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cleared_state_reads_as_absent_and_can_be_written_again(bool delete)
    {
        await using var silo = await AdoNetSilo.StartAsync(_database, deleteOnClear: delete);
        var id = GrainId.Create("probe", "ada");
        var state = new GrainState<Note>(new Note { Text = "first" });
        await silo.Storage.WriteStateAsync("note", id, state);

        await silo.Storage.ClearStateAsync("note", id, state);

        var read = new GrainState<Note>();
        await silo.Storage.ReadStateAsync("note", id, read);
        Assert.False(read.RecordExists);
        Assert.Equal(delete ? null : "2", read.ETag);
        read.State!.Text = "again";
        await silo.Storage.WriteStateAsync("note", id, read);
        Assert.Equal(delete ? "1" : "3", read.ETag);
    }

    [Fact]
    public async Task Services_and_states_share_no_rows()
    {
        var id = GrainId.Create("probe", "7");
        await using (var silo = await AdoNetSilo.StartAsync(_database))
        {
            await silo.Storage.WriteStateAsync("one", id, new GrainState<Note>(new Note { Text = "one" }));
            await silo.Storage.WriteStateAsync("two", id, new GrainState<Note>(new Note { Text = "two" }));
        }

        await using var other = await AdoNetSilo.StartAsync(_database, serviceId: "other");
        var read = new GrainState<Note>();
        await other.Storage.ReadStateAsync("one", id, read);
        Assert.False(read.RecordExists);
    }

    /// <summary>The mapping that moves a file from host to host: what Orleans itself writes for keys that look like numbers.</summary>
    [Theory]
    [MemberData(nameof(KeyVectors.Storage), MemberType = typeof(KeyVectors))]
    public async Task Keys_map_to_the_golden_columns(string key, int idHash, long n0, long n1, string? extension, int typeHash)
    {
        await using var silo = await AdoNetSilo.StartAsync(_database);

        await silo.Storage.WriteStateAsync("turn", GrainId.Create("agent", key), new GrainState<Note>(new Note { Text = "x" }));

        var row = Assert.Single(_database.Query("SELECT GrainIdHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeHash, GrainTypeString FROM OrleansStorage"));
        Assert.Equal((idHash, n0, n1, extension, typeHash, "turn"),
            (Convert.ToInt32(row[0]), Convert.ToInt64(row[1]), Convert.ToInt64(row[2]), (string?)row[3], Convert.ToInt32(row[4]), (string?)row[5]));
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteGrainStorageTests : GrainStorageTests<SqliteTestDatabase>;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresGrainStorageTests : GrainStorageTests<PostgresTestDatabase>;

/// <summary>A small state.</summary>
public sealed class Note
{
    public string Text { get; set; } = "";
}
