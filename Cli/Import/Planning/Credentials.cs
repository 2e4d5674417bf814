using System.Text.Json;
using System.Text.RegularExpressions;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Cli.Import.Planning;

/// <summary>Finds keys and tokens in old texts: by their forms, and those that the agents' own files hold. No value leaves it.</summary>
internal sealed partial class Credentials
{
    private readonly SecretShingles _known = new();

    /// <summary>Knows the credentials that the agents' files hold, as the parser lifted them: texts, or objects of texts.</summary>
    public Credentials(IEnumerable<string> lifted) => _known.Set("import", lifted.SelectMany(Values));

    /// <summary>Whether a text holds one.</summary>
    public bool In(string text) => Forms().IsMatch(text) || _known.Holds(text);

    private static IEnumerable<string> Values(string lifted)
    {
        if (!lifted.StartsWith('{'))
        {
            return [lifted];
        }

        using var document = JsonDocument.Parse(lifted);
        return [.. document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String).Select(member => member.Value.GetString()!)];
    }

    // OpenAI and its like, xAI, X's bearer and user tokens, GitHub, AWS, PEM, and a chain's private key in base58 (unless a link shows it as a transaction).
    [GeneratedRegex(
        @"\b(sk|xai|rk)-[A-Za-z0-9_-]{20,}|\bA{10,}[A-Za-z0-9%]{30,}|\b\d{8,20}-[A-Za-z0-9]{40}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bAKIA[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|(?<!/tx/)\b[1-9A-HJ-NP-Za-km-z]{86,88}\b",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forms();
}
