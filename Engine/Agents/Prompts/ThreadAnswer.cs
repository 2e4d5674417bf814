using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>Reads a thread that a model wrote.</summary>
public static partial class ThreadAnswer
{
    /// <summary>
    /// The posts, each cleaned as a post is and without numbering; from JSON, else from text at its blank lines. Empty when nothing is left.
    /// A post that is too long is not cut here.
    /// </summary>
    /// <param name="answer">What the model wrote.</param>
    /// <param name="definition">The agent.</param>
    /// <param name="most">The most posts; more are left out.</param>
    public static List<string> Parse(string answer, AgentDefinition definition, int most) =>
        [.. Texts(answer).Select((text, index) => PostCleanup.Clean(Unnumbered(text.Trim(), index + 1), definition)).Where(text => text.Length > 0).Take(Math.Max(1, most))];

    // "2/5" is a number wherever it stands; "2." only in the second post, for a sentence may begin with a figure.
    private static string Unnumbered(string text, int place)
    {
        var bare = Share().Replace(text, "").Trim();
        return Place().Match(bare) is { Success: true } match && match.Groups[1].Value == place.ToString(CultureInfo.InvariantCulture) ? bare[match.Length..] : bare;
    }

    private static IEnumerable<string> Texts(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var list = document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("posts", out var posts) ? posts : document.RootElement;
            if (list.ValueKind == JsonValueKind.Array)
            {
                return [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
            }
        }
        catch (JsonException)
        {
            // Plain text: the original cut it at blank lines, and models still write it so.
        }

        return answer.TrimStart() is ['{' or '[', ..] ? [] : answer.ReplaceLineEndings("\n").Split("\n\n");
    }

    [GeneratedRegex(@"\A\(?\d{1,2}\s*/\s*\d{1,2}\)?[:.]?\s+|\s+\(?\d{1,2}\s*/\s*\d{1,2}\)?\z")]
    private static partial Regex Share();

    [GeneratedRegex(@"\A(\d{1,2})[.)]\s+")]
    private static partial Regex Place();
}
