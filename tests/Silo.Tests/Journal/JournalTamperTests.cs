using Microsoft.Data.Sqlite;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Tests.Silo.BadInput;
using PuppetEngine.Tests.TestKit.Processes;

namespace PuppetEngine.Tests.Silo.Journal;

/// <summary>
/// A journal that was changed in the database behind the product's back, by somebody who knows SQL, and who may even make every hash anew:
/// <c>puppet journal verify</c> as a person runs it finds each, with exit code 2 and the name of what was done.
/// </summary>
public sealed class JournalTamperTests(UsedData used) : IClassFixture<UsedData>
{
    private const string Edit = "UPDATE journal SET summary = 'nothing happened' WHERE agent_id = 'wren' AND seq = 3";
    private const string Delete = "DELETE FROM journal WHERE agent_id = 'wren' AND seq = 3";
    private const string Truncate = "DELETE FROM journal WHERE agent_id = 'wren' AND seq >= (SELECT max(seq) FROM journal WHERE agent_id = 'wren')";

    private const string Reorder = """
        UPDATE journal SET seq = -2 WHERE agent_id = 'wren' AND seq = 2;
        UPDATE journal SET seq = 2 WHERE agent_id = 'wren' AND seq = 3;
        UPDATE journal SET seq = 3 WHERE agent_id = 'wren' AND seq = -2
        """;

    [Theory]
    [InlineData("nothing", "", 0, "intact")]
    [InlineData("edit", Edit, 2, "edit")]
    [InlineData("delete", Delete, 2, "gap")]
    [InlineData("truncate", Truncate, 2, "truncat")]
    [InlineData("reorder", Reorder, 2, "reorder")]
    [InlineData("full rewrite", null, 2, "rewrit")]
    public async Task Verify_finds_what_was_done_to_the_table(string what, string? sql, int exitCode, string finding)
    {
        var house = await used.TakeAsync();
        try
        {
            Change(Path.Combine(house.Data, "puppet.db"), sql);
            await using var verify = ProgramProcess.Start(
                "Cli", ["journal", "verify", "wren", "--offline"], new Dictionary<string, string> { ["PUPPET_DATA_DIR"] = house.Data, ["PUPPET_URL"] = "http://127.0.0.1:1" });
            Assert.True(await verify.ExitAsync() == exitCode, $"{what}: {verify.Output}");
            Assert.Contains(finding, verify.Output, StringComparison.OrdinalIgnoreCase);

            // The neighbour's chain is its own.
            await using var neighbour = ProgramProcess.Start("Cli", ["journal", "verify", "fox", "--offline"], new Dictionary<string, string> { ["PUPPET_DATA_DIR"] = house.Data });
            Assert.True(await neighbour.ExitAsync() == 0, neighbour.Output);
        }
        finally
        {
            used.Release();
        }
    }

    private static void Change(string database, string? sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        if (sql is null)
        {
            Rewrite(connection);
        }
        else if (sql.Length > 0)
        {
            Assert.True(Execute(connection, sql) > 0);
        }
    }

    /// <summary>The whole chain anew, with another story and hashes that agree with one another.</summary>
    private static void Rewrite(SqliteConnection connection)
    {
        var rows = new List<(long Seq, string Key, string Kind, long At, string Effect)>();
        using (var read = connection.CreateCommand())
        {
            read.CommandText = "SELECT seq, entry_key, kind, at_ms, effect_id FROM journal WHERE agent_id = 'wren' ORDER BY seq";
            using var reader = read.ExecuteReader();
            while (reader.Read())
            {
                rows.Add((reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4)));
            }
        }

        var chain = new JournalChain(new RandomSaltSource());
        var head = JournalHead.Empty("wren");
        foreach (var (seq, key, kind, at, effect) in rows)
        {
            var row = chain.AppendJson(head, key, kind, DateTimeOffset.FromUnixTimeMilliseconds(at), effect, "as it suits me", "{}"u8);
            head = JournalHead.Of(row);
            Execute(
                connection,
                "UPDATE journal SET summary = @summary, salt = @salt, payload_digest = @digest, prev = @prev, hash = @hash, payload = @payload WHERE agent_id = 'wren' AND seq = @seq",
                ("@summary", row.Summary), ("@salt", row.Salt), ("@digest", row.PayloadDigest), ("@prev", row.Prev), ("@hash", row.Hash), ("@payload", row.Payload), ("@seq", seq));
        }
    }

    private static int Execute(SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command.ExecuteNonQuery();
    }
}
