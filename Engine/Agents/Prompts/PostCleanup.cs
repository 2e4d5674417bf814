using System.Text.RegularExpressions;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>
/// Takes off what a model wraps around a post: code fences, labels, quotation marks, nonce lines, bullets, and hashtags where the
/// definition has none. It never shortens what is left: a post that is too long is refused and written anew.
/// </summary>
public static partial class PostCleanup
{
    private const int Rounds = 6;

    private static readonly (char Open, char Close)[] Quotes = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('‘', '’'), ('\'', '\''), ('`', '`')];

    /// <summary>The post within a model's answer; empty when nothing is left.</summary>
    public static string Clean(string raw, AgentDefinition definition)
    {
        var text = raw.ReplaceLineEndings("\n").Replace("\uFEFF", "", StringComparison.Ordinal);
        text = Control().Replace(text, "");
        text = NonceLine().Replace(text, "").Trim();
        for (var round = 0; round < Rounds; round++)
        {
            var before = text;
            text = Unfence(text);
            text = Unlabel(text, definition).TrimStart();
            text = Unquote(text);
            text = Unbullet(text);
            if (text == before)
            {
                break;
            }
        }

        if (!definition.Style.Formatting.UsesHashtags)
        {
            text = InlineHashtag().Replace(TrailingHashtags().Replace(text, ""), "$1");
        }

        text = BlankLines().Replace(TrailingSpace().Replace(text, "\n"), "\n\n").Trim();
        return Capitals(text, definition.Style.Formatting.Capitalization);
    }

    /// <summary>Whether a description of capitals demands lower case without exception, as in <c>all lowercase</c>.</summary>
    public static bool DemandsLowercase(string capitalization) =>
        LowercaseRule().IsMatch(capitalization) && !Exception().IsMatch(capitalization);

    /// <summary>Whether a description of capitals demands capitals throughout, as in <c>ALL CAPS</c>.</summary>
    public static bool DemandsUppercase(string capitalization) =>
        UppercaseRule().IsMatch(capitalization) && !Exception().IsMatch(capitalization);

    private static string Unfence(string text) => Fence().Match(text) is { Success: true } match ? match.Groups[1].Value.Trim() : text;

    private static string Unquote(string text)
    {
        foreach (var (open, close) in Quotes)
        {
            // Only marks that enclose the whole: "Yes," she said, "no." keeps its own.
            if (text.Length > 2 && text[0] == open && text[^1] == close && text.AsSpan(1, text.Length - 2).IndexOfAny(open, close) < 0)
            {
                return text[1..^1].Trim();
            }
        }

        return text;
    }

    private static string Unbullet(string text) => text.Contains('\n', StringComparison.Ordinal) ? text : Bullet().Replace(text, "");

    // Addresses keep their letters: a path, a handle or a mint is another one in lower case.
    private static string Capitals(string text, string rule) =>
        DemandsLowercase(rule) ? Word().Replace(text, word => IsAddress(word.Value) ? word.Value : word.Value.ToLowerInvariant())
        : DemandsUppercase(rule) ? Word().Replace(text, word => IsAddress(word.Value) ? word.Value : word.Value.ToUpperInvariant())
        : text;

    private static bool IsAddress(string word) => word.StartsWith('@') || word.Contains("://", StringComparison.Ordinal) || Mint().IsMatch(word);

    // The agent's own name is compared, not built into an expression: that would be compiled for each draft.
    private static string Unlabel(string text, AgentDefinition definition)
    {
        var label = FixedLabel().Match(text);
        return label.Success ? text[label.Length..] : Unnamed(text, definition.Name) ?? Unnamed(text, definition.Id) ?? text;
    }

    private static string? Unnamed(string text, string name) =>
        text.StartsWith(name, StringComparison.OrdinalIgnoreCase) && NameEnd().Match(text[name.Length..]) is { Success: true } end
            ? text[(name.Length + end.Length)..]
            : null;

    private const string FixedLabels =
        @"(?:\*\*)?(?:(?:here(?:'|’)?s|here is)\s+(?:my|a|the|your)\s+(?:new\s+)?(?:tweet|post|draft)|how about|(?:(?:my|new|draft)\s+)?(?:tweet|post)|example|template|response|draft|answer)\s*:(?:\*\*)?";

    [GeneratedRegex(@"\A" + FixedLabels + @"\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FixedLabel();

    [GeneratedRegex(@"\A\s*:(?!\S*//)\s*", RegexOptions.CultureInvariant)]
    private static partial Regex NameEnd();

    [GeneratedRegex(@"[\p{Cc}\u200B\u2060\u202A-\u202E\u2066-\u2069-[\n\t]]")]
    private static partial Regex Control();

    [GeneratedRegex(@"^[ \t]*(?:TIMESTAMP|UNIQUE_ID)\s*:.*$\n?", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex NonceLine();

    [GeneratedRegex(@"\A```[a-z]*\n?(.*?)\n?```\z", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\A[-*•]\s+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"(?:\s*(?<![\p{L}\p{N}_&])#\p{L}[\p{L}\p{N}_]*)+\s*\z")]
    private static partial Regex TrailingHashtags();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_&/])#(\p{L}[\p{L}\p{N}_]*)")]
    private static partial Regex InlineHashtag();

    [GeneratedRegex(@"[ \t]+\n")]
    private static partial Regex TrailingSpace();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[1-9A-HJ-NP-Za-km-z]{32,44}\z")]
    private static partial Regex Mint();

    [GeneratedRegex(@"\b(?:lower-?\s?case|no capitals|no capital letters|never capitalizes?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LowercaseRule();

    [GeneratedRegex(@"\b(?:all caps|all capitals|all upper-?\s?case|upper-?\s?case only|only upper-?\s?case)\b", RegexOptions.IgnoreCase)]
    private static partial Regex UppercaseRule();

    [GeneratedRegex(@"\b(?:mostly|usually|often|sometimes|occasional(?:ly)?|except|but|unless|mixed?|rarely|generally|avoids?|not|or|and upper)\b|\b(?:never|no) (?:all )?(?:lower|upper|caps)", RegexOptions.IgnoreCase)]
    private static partial Regex Exception();
}
