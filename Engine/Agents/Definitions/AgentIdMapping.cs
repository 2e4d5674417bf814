using System.Text;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>Maps the ids of imported files to keys.</summary>
public static class AgentIdMapping
{
    /// <summary>
    /// The key of an id: lower-case; every run of other characters than <c>a-z 0-9 . _ -</c> becomes one hyphen; what may not begin a key is
    /// dropped at the front (a zero gets an <c>a</c> before it); at most 64 characters. Null when nothing is left.
    /// </summary>
    public static string? ToKey(string id)
    {
        var key = new StringBuilder(id.Length);
        foreach (var letter in id.Trim().ToLowerInvariant())
        {
            var fits = letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '-';
            if (fits || (key.Length > 0 && key[^1] != '-'))
            {
                key.Append(fits ? letter : '-');
            }
        }

        var trimmed = key.ToString().TrimStart('.', '_', '-').TrimEnd('-');
        if (trimmed.StartsWith('0'))
        {
            trimmed = "a" + trimmed;
        }

        trimmed = trimmed.Length <= 64 ? trimmed : trimmed[..64];
        return AgentId.IsValid(trimmed) ? trimmed : null;
    }

    /// <summary>Whether an id tries to be a path.</summary>
    public static bool IsPath(string id) =>
        id.AsSpan().IndexOfAny('/', '\\') >= 0 || id.Contains("..", StringComparison.Ordinal) || id.Contains('\0', StringComparison.Ordinal);
}
