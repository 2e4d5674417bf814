using Orleans;
using Orleans.Runtime;

namespace PuppetEngine.Tests.Runtime.Conformance.AdoNet;

/// <summary>Orleans' ADO.NET reminder table over the statements of deploy/sql.</summary>
public abstract class ReminderTableTests<TDatabase> : IDisposable
    where TDatabase : TestDatabase, new()
{
    private static readonly DateTime Start = new(2026, 3, 2, 12, 0, 0, 123, DateTimeKind.Utc);
    private readonly TestDatabase _database = new TDatabase();

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_registered_reminder_is_read_after_a_restart()
    {
        var id = GrainId.Create("agent", "ada");
        string? etag;
        await using (var silo = await AdoNetSilo.StartAsync(_database))
        {
            etag = await silo.Reminders.UpsertRow(Entry(id, "wake", Start, TimeSpan.FromDays(40)));
        }

        await using var next = await AdoNetSilo.StartAsync(_database);
        var read = await next.Reminders.ReadRow(id, "wake");
        Assert.NotNull(read);
        Assert.Equal((id, "wake", Start, TimeSpan.FromDays(40), etag), (read.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Equal(DateTimeKind.Utc, read.StartAt.Kind);
    }

    [Fact]
    public async Task An_update_replaces_the_row_and_its_tag()
    {
        await using var silo = await AdoNetSilo.StartAsync(_database);
        var id = GrainId.Create("agent", "ada");
        var first = await silo.Reminders.UpsertRow(Entry(id, "wake", Start, TimeSpan.FromMinutes(5)));

        var second = await silo.Reminders.UpsertRow(Entry(id, "wake", Start.AddHours(1), TimeSpan.FromMinutes(6)));

        var read = Assert.Single((await silo.Reminders.ReadRows(id)).Reminders);
        Assert.NotEqual(first, second);
        Assert.Equal((second, Start.AddHours(1), TimeSpan.FromMinutes(6)), (read.ETag, read.StartAt, read.Period));
    }

    [Fact]
    public async Task Only_the_present_tag_removes_a_row()
    {
        await using var silo = await AdoNetSilo.StartAsync(_database);
        var id = GrainId.Create("agent", "ada");
        var old = await silo.Reminders.UpsertRow(Entry(id, "wake", Start, TimeSpan.FromMinutes(5)));
        var present = await silo.Reminders.UpsertRow(Entry(id, "wake", Start, TimeSpan.FromMinutes(5)));

        Assert.False(await silo.Reminders.RemoveRow(id, "wake", old!));
        Assert.True(await silo.Reminders.RemoveRow(id, "wake", present!));
        Assert.Null(await silo.Reminders.ReadRow(id, "wake"));
    }

    /// <summary>A silo's share of the ring is (begin, end]; a share that runs over the end of the circle is read in two pieces.</summary>
    [Fact]
    public async Task Every_range_reads_exactly_its_reminders_also_across_the_wrap()
    {
        await using var silo = await AdoNetSilo.StartAsync(_database);
        var ids = Enumerable.Range(0, 200).Select(n => GrainId.Create("agent", $"agent-{n}")).ToList();
        foreach (var id in ids)
        {
            await silo.Reminders.UpsertRow(Entry(id, "wake", Start, TimeSpan.FromMinutes(5)));
        }

        uint[] borders = [0, 1, 0x40000000, 0x7fffffff, 0x80000000, 0x80000001, 0xc0000000, 0xfffffffe, 0xffffffff, ids[0].GetUniformHashCode(), ids[1].GetUniformHashCode()];
        foreach (var begin in borders)
        {
            foreach (var end in borders)
            {
                var expected = ids.Where(id => InRange(id.GetUniformHashCode(), begin, end)).Select(id => id.ToString()).Order(StringComparer.Ordinal);
                var read = (await silo.Reminders.ReadRows(begin, end)).Reminders.Select(entry => entry.GrainId.ToString()).Order(StringComparer.Ordinal);
                Assert.True(expected.SequenceEqual(read), $"({begin:x8}, {end:x8}]");
            }
        }
    }

    [Theory]
    [MemberData(nameof(KeyVectors.Reminders), MemberType = typeof(KeyVectors))]
    public async Task Grain_hashes_are_the_golden_ones(string key, int hash)
    {
        await using var silo = await AdoNetSilo.StartAsync(_database);

        await silo.Reminders.UpsertRow(Entry(GrainId.Create("agent", key), "wake", Start, TimeSpan.FromMinutes(5)));

        var row = Assert.Single(_database.Query("SELECT GrainId, GrainHash FROM OrleansRemindersTable"));
        Assert.Equal(($"agent/{key}", hash), ((string)row[0]!, Convert.ToInt32(row[1])));
    }

    private static bool InRange(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static ReminderEntry Entry(GrainId id, string name, DateTime start, TimeSpan period) => new() { GrainId = id, ReminderName = name, StartAt = start, Period = period };
}

/// <summary>On SQLite.</summary>
public sealed class SqliteReminderTableTests : ReminderTableTests<SqliteTestDatabase>;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresReminderTableTests : ReminderTableTests<PostgresTestDatabase>;
