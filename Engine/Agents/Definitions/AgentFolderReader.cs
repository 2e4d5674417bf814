using System.Security.Cryptography;
using System.Text;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>A file of the agents folder as it was read.</summary>
/// <param name="Name">Its name without folders.</param>
/// <param name="Text">Its text; null when it could not be read.</param>
/// <param name="Failure">Why it could not be read, free of secrets; empty when it could.</param>
public sealed record AgentFolderText(string Name, string? Text, string Failure = "");

/// <summary>A folder, ready for the definitions grain.</summary>
/// <param name="Files">The files, by name; a bad one too, so that its agent does not count as removed. Free of credentials.</param>
/// <param name="Credentials">What the host puts into the secret store before it calls the grain: name to value.</param>
public sealed record FolderReading(List<AgentFile> Files, Dictionary<string, string> Credentials)
{
    /// <summary>Without the credentials, so that the record may be logged.</summary>
    public override string ToString() => $"FolderReading {{ Files = {Files.Count}, Credentials = {Credentials.Count} }}";
}

/// <summary>
/// Turns the texts of an agents folder into what may cross a grain call. Pure: whoever watches the folder reads the texts, passes them
/// here, stores the credentials (<see cref="DefinitionSecrets.Combine"/>), and then calls <see cref="IDefinitionsGrain.Apply"/>. In this order, no credential ever reaches a
/// grain, its state or a log.
/// </summary>
public static class AgentFolderReader
{
    /// <summary>Whether a name in the folder is a definition: <c>*.json</c> but neither <c>*.schema.json</c> nor hidden.</summary>
    public static bool IsDefinition(string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && !name.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith('.');

    /// <summary>Reads a folder; files that are no definitions are left out.</summary>
    /// <param name="texts">The folder's files.</param>
    /// <param name="configuredProviders">See <see cref="AgentDefinitionParser.Parse"/>.</param>
    public static FolderReading Read(IEnumerable<AgentFolderText> texts, IReadOnlyCollection<string>? configuredProviders = null)
    {
        var reading = new FolderReading([], new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var text in texts.Where(text => IsDefinition(text.Name)).OrderBy(text => text.Name, StringComparer.Ordinal))
        {
            reading.Files.Add(text.Text is null ? Unreadable(text) : File(text.Name, text.Text, configuredProviders, reading.Credentials));
        }

        return reading;
    }

    /// <summary>SHA-256 of a text's UTF-8, lower-case hex: what tells that a file changed.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static AgentFile File(string name, string text, IReadOnlyCollection<string>? providers, Dictionary<string, string> credentials)
    {
        var parsed = AgentDefinitionParser.Parse(text, name, providers);
        foreach (var (secret, value) in parsed.Credentials)
        {
            // Of two files with one id the grain takes the first; so do their secrets.
            credentials.TryAdd(secret, value);
        }

        return new AgentFile { Name = name, Json = parsed.CanonicalJson, ContentHash = HashOf(text), Problems = parsed.Problems };
    }

    private static AgentFile Unreadable(AgentFolderText text) => new()
    {
        Name = text.Name,
        Json = "",
        ContentHash = "",
        Problems =
        [
            new DefinitionProblem
            {
                File = text.Name,
                Code = ProblemCodes.Unreadable,
                Message = $"The file cannot be read: {text.Failure}. Let the account that runs the silo read it; it is read again when it changes.",
            },
        ],
    };
}
