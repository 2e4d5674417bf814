using System.Text.Json;
using System.Text.RegularExpressions;
using PuppetEngine.Cli.Terminal;

namespace PuppetEngine.Cli.Import.Applying;

/// <summary>
/// What an import adds, written before anything is sent, so that it can be taken back wherever it broke off: <c>imports/ID.json</c> in the data
/// directory. Holds ids only, no text.
/// </summary>
internal sealed partial record ImportReceipt
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The import's id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>applying</c>, <c>applied</c> or <c>undone</c>.</summary>
    public string State { get; init; } = "applying";

    /// <summary>Agents that were not there before.</summary>
    public List<string> Agents { get; init; } = [];

    /// <summary>Memories that were not there before, by agent.</summary>
    public Dictionary<string, List<string>> Memories { get; init; } = [];

    /// <summary>What was added to the definitions of agents that were there, by agent.</summary>
    public Dictionary<string, DefinitionAdditions> Definitions { get; init; } = [];

    /// <summary>Reads a receipt; null when there is none.</summary>
    /// <exception cref="CliException">The id is none, or the file cannot be read.</exception>
    public static ImportReceipt? Find(string directory, string id)
    {
        if (!Ids().IsMatch(id))
        {
            throw new CliException($"'{id}' is no import's id. It is told when an import is done: i and 16 digits or letters.", ExitCodes.Usage);
        }

        var path = Path.Combine(directory, id + ".json");
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ImportReceipt>(File.ReadAllText(path), Json) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CliException($"The receipt '{path}' cannot be read ({error.GetType().Name}). Restore it from a backup; nothing was changed.");
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    /// <exception cref="CliException">The folder cannot be written to.</exception>
    public void Write(string directory)
    {
        var path = Path.Combine(directory, Id + ".json");
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText(path + ".part", JsonSerializer.Serialize(this, Json));
            File.Move(path + ".part", path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The receipt '{path}' cannot be written ({error.GetType().Name}), without which an import could not be undone. Run this where the data directory is, or set PUPPET_DATA_DIR to a folder of yours.");
        }
    }

    /// <summary>This and what a further run adds.</summary>
    public ImportReceipt With(IEnumerable<string> agents, IReadOnlyDictionary<string, List<string>> memories, IReadOnlyDictionary<string, DefinitionAdditions> definitions) => this with
    {
        State = "applying",
        Agents = [.. Agents.Union(agents, StringComparer.Ordinal)],
        Memories = Memories.Keys.Union(memories.Keys, StringComparer.Ordinal).ToDictionary(
            agent => agent, agent => Memories.GetValueOrDefault(agent, []).Union(memories.GetValueOrDefault(agent, []), StringComparer.Ordinal).ToList(), StringComparer.Ordinal),
        Definitions = Definitions.Keys.Union(definitions.Keys, StringComparer.Ordinal).ToDictionary(
            agent => agent, agent => Definitions.TryGetValue(agent, out var before) ? definitions.TryGetValue(agent, out var more) ? before.With(more) : before : definitions[agent], StringComparer.Ordinal),
    };

    [GeneratedRegex(@"\Ai[0-9a-f]{16}\z")]
    private static partial Regex Ids();
}
