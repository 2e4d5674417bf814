using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Finds the secrets among settings: by the names that people and vendors give them, since nobody can list them all. Finding too much costs
/// nothing but a word that no post may say; values that are plain words are passed over later.
/// </summary>
internal static class SecretSettings
{
    private const string FileEnding = "file";
    private const string StoreVariable = "PUPPET_SECRET_";

    private const int MostMembers = 200;

    private static readonly ConcurrentDictionary<string, bool> Members = new(StringComparer.Ordinal);

    private static readonly string[] Endings =
    [
        "key", "secret", "token", "password", "passwd", "passphrase", "privatekey", "credential", "credentials", "seedphrase", "mnemonic", "apikeys",
    ];

    /// <summary>Each setting that holds a secret or names a file with one, and the values in it.</summary>
    /// <param name="settings">All settings: environment, files, command line.</param>
    /// <param name="readFile">Reads a file; null when it cannot be read, which whoever needs it reports.</param>
    public static IEnumerable<(string Source, List<string> Values)> Find(IEnumerable<KeyValuePair<string, string?>> settings, Func<string, string?> readFile)
    {
        foreach (var (key, value) in settings)
        {
            var name = Plain(key[(key.LastIndexOf(':') + 1)..]);
            if (string.IsNullOrWhiteSpace(value))
            {
                continue;
            }

            if (name.EndsWith("connectionstring", StringComparison.Ordinal))
            {
                yield return ($"setting:{key}", PasswordsOf(value));
            }
            else if (IsSecret(name) || key.StartsWith(StoreVariable, StringComparison.OrdinalIgnoreCase) || name.Contains("privatekey", StringComparison.Ordinal))
            {
                yield return name.EndsWith(FileEnding, StringComparison.Ordinal) && readFile(value.Trim()) is { } held
                    ? ($"file:{key}", ValuesOf(held))
                    : ($"setting:{key}", ValuesOf(value));
            }
            else if (name.EndsWith(FileEnding, StringComparison.Ordinal) && IsSecret(name[..^FileEnding.Length]) && readFile(value.Trim()) is { } text)
            {
                yield return ($"file:{key}", ValuesOf(text));
            }
        }
    }

    /// <summary>The secrets in a stored value: of an account's JSON the members that are secret by name, else the whole.</summary>
    public static List<string> ValuesOf(string value)
    {
        if (value.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal))
        {
            try
            {
                using var json = JsonDocument.Parse(value);
                return [.. json.RootElement.EnumerateObject()
                    .Where(member => member.Value.ValueKind == JsonValueKind.String && IsSecretMember(member.Name))
                    .Select(member => member.Value.GetString()!)];
            }
            catch (JsonException)
            {
                // No account after all: the whole is the secret.
            }
        }

        return [value.Trim()];
    }

    // A hundred thousand accounts have the same dozen names; who stores other names may store as many as he likes.
    private static bool IsSecretMember(string name) =>
        Members.TryGetValue(name, out var known) ? known
        : Members.Count < MostMembers ? Members.GetOrAdd(name, static name => IsSecret(Plain(name)))
        : IsSecret(Plain(name));

    private static bool IsSecret(string plainName) => Endings.Any(ending => plainName.EndsWith(ending, StringComparison.Ordinal));

    private static List<string> PasswordsOf(string connectionString)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return [.. parts.Keys.Cast<string>().Where(name => IsSecret(Plain(name)) || Plain(name) == "pwd").Select(name => parts[name].ToString() ?? "")];
        }
        catch (ArgumentException)
        {
            // Whoever opens the database says what is wrong with it.
            return [];
        }
    }

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
