using System.Text;
using PuppetEngine.Cli.Import.Planning;

namespace PuppetEngine.Cli.Import.Reading;

/// <summary>The files of an old install, read whole before anything is done with them.</summary>
internal sealed class OldFiles
{
    private const long MaxBytes = 512L * 1024 * 1024;

    private static readonly HashSet<string> Elsewhere = new(["node_modules", "venv", ".venv", ".git", "logs", "coverage", "__pycache__", "agents_backup"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Every value that was found.</summary>
    public List<OldDocument> Documents { get; } = [];

    /// <summary>Files of a folder that are nothing to import, each with the reason.</summary>
    public List<string> LeftAside { get; } = [];

    /// <summary>Reads files and folders. A file that was named must be one of the original's; in a folder, what is not is left aside.</summary>
    /// <exception cref="ImportException">A file is missing, cut off, damaged or of another kind.</exception>
    public static OldFiles Read(IEnumerable<string> paths)
    {
        var files = new OldFiles();
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            try
            {
                var found = Directory.Exists(path) ? Within(path, files.LeftAside) : File.Exists(path) ? [path] : throw new ImportException(path, "", "There is no such file or folder.");
                foreach (var file in found.Where(file => seen.Add(Path.GetFullPath(file))))
                {
                    files.Add(file, wasNamed: found.Count == 1 && file == path);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new ImportException(path, "", $"It cannot be read ({error.GetType().Name}). Run this as a user who may read it.");
            }
        }

        return files;
    }

    private static List<string> Within(string folder, List<string> leftAside)
    {
        List<string> files = [.. Directory.EnumerateFiles(folder).Where(file => new FileInfo(file).LinkTarget is null && IsCandidate(file))];
        foreach (var below in Directory.EnumerateDirectories(folder).Where(below => new DirectoryInfo(below).LinkTarget is null))
        {
            if (!Elsewhere.Contains(Path.GetFileName(below)))
            {
                files.AddRange(Within(below, leftAside));
            }
            else if (Path.GetFileName(below) == "agents_backup")
            {
                leftAside.Add($"{below}: parked agents. Name their files to import them.");
            }
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static bool IsCandidate(string file) => Path.GetFileName(file).StartsWith(".env", StringComparison.Ordinal) || Path.GetExtension(file).ToLowerInvariant() is ".json" or ".jsonl" or ".bson" or ".db" or ".sqlite" or ".sqlite3" or ".gz";

    private void Add(string file, bool wasNamed)
    {
        if (new FileInfo(file).Length > MaxBytes)
        {
            throw new ImportException(file, "", $"The file is larger than {MaxBytes >> 20} MiB. Export the collection in parts.");
        }

        var bytes = File.ReadAllBytes(file);
        var name = Path.GetFileName(file);
        if (name.StartsWith(".env", StringComparison.Ordinal))
        {
            LeftAside.Add($"{file}: settings and keys are not imported. Give them to this engine's environment; the names may stay.");
        }
        else if (bytes.AsSpan().StartsWith([(byte)0x1f, (byte)0x8b]))
        {
            Unless(wasNamed || name.EndsWith(".bson.gz", StringComparison.Ordinal), file, "The file is packed. Unpack it first: gunzip FILE.");
        }
        else if (SqliteDocuments.Is(bytes) || (wasNamed && Path.GetExtension(file) is ".db" or ".sqlite" or ".sqlite3"))
        {
            AddDatabase(file, bytes, wasNamed);
        }
        else if (name.EndsWith(".bson", StringComparison.OrdinalIgnoreCase))
        {
            Keep(file, BsonDocuments.Read(file, bytes), wasNamed);
        }
        else if (Path.GetExtension(file).ToLowerInvariant() is ".db" or ".sqlite" or ".sqlite3" or ".gz")
        {
            LeftAside.Add($"{file}: no database of the Python port.");
        }
        else
        {
            AddJson(file, bytes, wasNamed);
        }
    }

    private void AddDatabase(string file, byte[] bytes, bool wasNamed)
    {
        if (!SqliteDocuments.Is(bytes))
        {
            throw new ImportException(file, "byte 0", "This is no SQLite database. Is it another kind of file?");
        }

        // The port always calls its file so; another database in the folder is somebody else's.
        if (wasNamed || Path.GetFileName(file) == "puppet_engine.db")
        {
            Documents.AddRange(SqliteDocuments.Read(file, bytes));
        }
        else
        {
            LeftAside.Add($"{file}: not named puppet_engine.db. Name the file to import it.");
        }
    }

    private void AddJson(string file, byte[] bytes, bool wasNamed)
    {
        if (wasNamed || IsExpected(file))
        {
            Keep(file, JsonDocuments.Read(file, bytes), wasNamed);
            return;
        }

        try
        {
            Keep(file, JsonDocuments.Read(file, bytes), wasNamed);
        }
        catch (ImportException)
        {
            LeftAside.Add($"{file}: no JSON, and none of the names that the original gives.");
        }
    }

    private void Keep(string file, List<OldDocument> documents, bool wasNamed)
    {
        if (documents.TrueForAll(document => OldShapes.Of(document) == OldShape.Unknown))
        {
            Unless(wasNamed || IsAgentFile(file), file, IsAgentFile(file)
                ? "This is no agent's definition: it has none of its sections, as in personality or behavior."
                : "None of its records is one of the original's: an agent, a memory, a tweet, processed ids, a token's state.");
            return;
        }

        Documents.AddRange(documents.Count == 1 && Path.GetExtension(file) == ".json" ? [documents[0] with { Source = File.ReadAllText(file, Encoding.UTF8) }] : documents);
    }

    private void Unless(bool isFatal, string file, string reason)
    {
        if (isFatal)
        {
            throw new ImportException(file, "", reason);
        }

        LeftAside.Add($"{file}: {char.ToLowerInvariant(reason[0])}{reason[1..]}");
    }

    // A broken file in one of the original's own places is an error; a broken one elsewhere is somebody else's.
    private static bool IsExpected(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) ?? "";
        return folder is "agents" or "memories" || name.StartsWith("processed_", StringComparison.Ordinal) || name.EndsWith("token-state", StringComparison.Ordinal)
            || name is "agent-memories" or "agent-tweets" or "agent-tokens" or "agent_memories";
    }

    private static bool IsAgentFile(string file) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) == "agents" && !Path.GetFileName(file).Contains("schema", StringComparison.Ordinal);
}
