using Microsoft.Data.Sqlite;

namespace PuppetEngine.Tests.Gateway.Api.Cli.Import;

public sealed class SqliteDocumentsTests : IDisposable
{
    private readonly OldInstall _old = new();

    [Fact]
    public void Plan_of_the_ports_rows_merges_the_core_memories_of_every_start_and_reads_its_scale()
    {
        var plan = _old.Plan(_old.Port(
            ("ada", "core", "The shop burned.", null, "2025-09-01T10:00:00", 1.0),
            ("ada", "core", "The shop burned.", null, "2025-09-02T10:00:00", 1.0),
            ("ada", "general", "Tick.", """{"twitter_id":"19","memory_type":"tweet"}""", "2025-09-02T11:00:00.123456", 1.0),
            ("ada", "event", "Processed `news` event", "{ broken", "2025-09-02T12:00:00", 8.0)));
        Assert.Equal((4, 3, 1, 0), (plan.Tallies["memory"].In, plan.Tallies["memory"].Kept, plan.Tallies["memory"].Merged, plan.Tallies["memory"].Refused));
        Assert.Equal([("core", 1.0), ("post", 0.5), ("event", 0.8)], plan.Memories["ada"].Select(memory => (memory.Kind, memory.Importance)));
        Assert.Equal(new DateTimeOffset(2025, 9, 1, 10, 0, 0, TimeSpan.Zero), plan.Memories["ada"][0].At);
    }

    [Fact]
    public void Plan_leaves_the_old_file_as_it_is()
    {
        var path = _old.Port(("ada", "core", "x", null, "2025-09-01T10:00:00", 1));
        var before = File.ReadAllBytes(path);
        _old.Plan(path);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_old.Folder));
    }

    [Theory]
    [InlineData(60, "within its header")]
    [InlineData(4096, "cut off")]
    public void Plan_of_a_file_that_was_cut_off_says_so(int length, string says)
    {
        var path = _old.Port(("ada", "core", new string('x', 6000), null, "2025-09-01T10:00:00", 1));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);
        var error = _old.Refused(path);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains($"byte {length}", error.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_of_a_damaged_file_says_so()
    {
        var path = _old.Port(("ada", "core", new string('x', 6000), null, "2025-09-01T10:00:00", 1));
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(4096, 200).Fill(0xEE);
        File.WriteAllBytes(path, bytes);
        Assert.Contains("damaged", _old.Refused(path).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE other (id TEXT)", "no table memories")]
    [InlineData("CREATE TABLE memories (id TEXT, content TEXT)", "agent_id, type")]
    [InlineData("CREATE VIEW memories AS SELECT 1 AS id", "no table memories")]
    public void Plan_of_another_database_says_what_is_missing(string schema, string says)
    {
        var path = Path.Combine(_old.Folder, "puppet_engine.db");
        PuppetEngine.Sqlite.SqliteNative.Bind();
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = schema;
            command.ExecuteNonQuery();
        }

        Assert.Contains(says, _old.Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_of_a_named_file_that_is_no_database_says_so() =>
        Assert.Contains("no SQLite database", _old.Refused(_old.Text("puppet_engine.db", "hello")).Message, StringComparison.Ordinal);

    public void Dispose() => _old.Dispose();
}
