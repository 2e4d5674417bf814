using System.Buffers.Binary;
using System.Text;
using Microsoft.Data.Sqlite;
using PuppetEngine.Cli.Import;
using PuppetEngine.Cli.Import.Planning;
using PuppetEngine.Cli.Import.Reading;
using PuppetEngine.Sqlite;
using PuppetEngine.Tests.Gateway.Api.Fixtures;

namespace PuppetEngine.Tests.Gateway.Api.Cli.Import;

/// <summary>A folder with files in the original's forms.</summary>
internal sealed class OldInstall : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("old-install-").FullName;

    /// <summary>Two agents, a memory file with duplicates and a relationship, processed ids, a token's state.</summary>
    public static OldInstall Whole()
    {
        var old = new OldInstall();
        old.Text("config/agents/ada-agent.json", """
            {
              "id": "ada-agent",
              "name": "Ada",
              "personality": { "traits": ["dry"] },
              "initial_memory": { "core_memories": ["The shop burned."], "relationships": {} },
              "behavior": { "post_frequency": { "min_hours_between_posts": 3, "max_hours_between_posts": 12 } }
            }
            """);
        old.Text("config/agents/bo.json", """{ "id": "bo", "name": "Bo", "personality": { "traits": ["loud"] } }""");
        old.Text("data/memories/ada-agent.json", """
            {"agentId":"ada-agent","coreMemories":[{"id":"c1","content":"The shop burned.","type":"core","timestamp":"2025-05-02T10:00:00.000Z","importance":1,"associations":["l1"]}],
            "recentEvents":[{"id":"e1","content":"It rained on the fair.","type":"event","timestamp":1746180000000,"importance":0.6,"emotionalValence":-0.4}],
            "recentPosts":[],"relationships":{"bo":{"targetAgentId":"bo","sentiment":0.4,"familiarity":0.2,"trust":0.1,"notes":["He shouts."]}},
            "longTermMemories":[{"id":"l1","content":"Springs will not hold.","type":"general","timestamp":1746180000000,"associations":["c1","gone"]},
            {"id":"p1","content":"I posted: \"Tick.\"","type":"post","timestamp":1746180000000,"metadata":{"tweetId":"1900000000000000001","fullText":"Tick."}}],
            "tweetHistory":[{"content":"Tick.","timestamp":1746170000000,"id":"1900000000000000001","isReply":false}],"lastUpdated":"2025-05-07T10:00:00.000Z"}
            """);
        old.Text("data/processed_tweets.json", """["1900000000000000002","1900000000000000003","1900000000000000002"]""");
        old.Text("data/ada-token-state.json", """{"tokenLaunched":true,"tokenMintAddress":"So11111111111111111111111111111111111111112","launchDate":"2025-05-04T00:00:00.000Z"}""");
        old.Text("package.json", """{ "name": "puppet-engine", "scripts": {} }""");
        return old;
    }

    public string Text(string name, string text) => Bytes(name, Encoding.UTF8.GetBytes(text));

    public string Bytes(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A database of the Python port.</summary>
    public string Port(params (string Agent, string Type, string Content, string? Metadata, string Time, double Importance)[] rows)
    {
        SqliteNative.Bind();
        var path = Path.Combine(Folder, "puppet_engine.db");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, "CREATE TABLE memories (id TEXT PRIMARY KEY, agent_id TEXT NOT NULL, type TEXT NOT NULL, content TEXT NOT NULL, metadata TEXT, timestamp TEXT NOT NULL, importance REAL DEFAULT 1.0, vector_embedding TEXT, created_at TEXT)");
        for (var i = 0; i < rows.Length; i++)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO memories (id, agent_id, type, content, metadata, timestamp, importance) VALUES ($id, $agent, $type, $content, $metadata, $time, $importance)";
            foreach (var (name, value) in new (string, object?)[] { ("$id", $"r{i}"), ("$agent", rows[i].Agent), ("$type", rows[i].Type), ("$content", rows[i].Content), ("$metadata", rows[i].Metadata), ("$time", rows[i].Time), ("$importance", rows[i].Importance) })
            {
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }

            command.ExecuteNonQuery();
        }

        return path;
    }

    /// <summary>A plan of files or, without any, of the whole folder.</summary>
    public ImportPlan Plan(params string[] paths) => ImportPlanner.Plan(OldFiles.Read(paths.Length == 0 ? [Folder] : paths), FakeCluster.Moment);

    /// <summary>What is said about files that cannot be read.</summary>
    public ImportException Refused(params string[] paths) => Assert.Throws<ImportException>(() => Plan(paths));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>Writes BSON, as far as the tests need it.</summary>
internal static class Bson
{
    public static byte[] Document(params (string Name, object? Value)[] members)
    {
        using var body = new MemoryStream();
        foreach (var (name, value) in members)
        {
            var (type, bytes) = Value(value);
            body.WriteByte(type);
            body.Write(Encoding.UTF8.GetBytes(name + "\0"));
            body.Write(bytes);
        }

        return [.. Int32((int)body.Length + 5), .. body.ToArray(), 0];
    }

    public static byte[] Int32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static (byte Type, byte[] Bytes) Value(object? value) => value switch
    {
        null => (0x0A, []),
        string text => (0x02, [.. Int32(Encoding.UTF8.GetByteCount(text) + 1), .. Encoding.UTF8.GetBytes(text), 0]),
        double number => (0x01, BitConverter.GetBytes(number)),
        int whole => (0x10, Int32(whole)),
        long whole => (0x12, BitConverter.GetBytes(whole)),
        bool flag => (0x08, [flag ? (byte)1 : (byte)0]),
        DateTimeOffset at => (0x09, BitConverter.GetBytes(at.ToUnixTimeMilliseconds())),
        byte[] { Length: 12 } id => (0x07, id),
        byte[] document => (0x03, document),
        byte[][] list => (0x04, Document([.. list.Select((item, i) => ($"{i}", (object?)item))])),
        _ => throw new ArgumentException("The tests write no such value.", nameof(value)),
    };
}
