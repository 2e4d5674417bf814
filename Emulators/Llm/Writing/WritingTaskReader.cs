using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Reads from a request what is to be written: topic, theme, form, limits, and the posts that must not be repeated.</summary>
internal static partial class WritingTaskReader
{
    private const int LongestTopic = 6;
    private static readonly HashSet<string> Stopwords =
        [.. "a an the of to in on at for with and or but is are was were be been it its this that these those how why what when your my our their from by as about into say says said new".Split(' ')];

    /// <summary>Reads a user message. The list of recent posts is set aside first: what an old post says is no instruction.</summary>
    public static WritingTask Read(string user)
    {
        var recent = new List<string>();
        var task = SetAside(user, recent);
        var topic = Topic().Match(task) is { Success: true } about ? about.Groups[1].Value : null;
        if (topic is null && task.Contains("about what this says", StringComparison.OrdinalIgnoreCase) && Quoted().Match(task) is { Success: true } data)
        {
            topic = data.Groups[1].Value;
        }

        var (maxCharacters, maxWords) = Limits(task);
        return new WritingTask
        {
            IsReply = Reply().IsMatch(task),
            Topic = topic is null ? null : Phrase(topic),
            Theme = Theme().Match(task) is { Success: true } theme ? theme.Groups[1].Value.Trim() : null,
            Form = Form().Match(task) is { Success: true } form ? form.Groups[1].Value.ToLowerInvariant() : "",
            Recent = recent,
            MaxCharacters = maxCharacters,
            MaxWords = maxWords,
        };
    }

    /// <summary>The list under a heading that speaks of recent posts.</summary>
    public static List<string> Recent(string text)
    {
        var recent = new List<string>();
        SetAside(text, recent);
        return recent;
    }

    public static (int? MaxCharacters, int? MaxWords) Limits(string text) => (Number(MaxCharacters(), text), Number(MaxWords(), text));

    /// <summary>A topic that is a sentence shrinks to the words that carry it.</summary>
    private static string Phrase(string topic)
    {
        var clean = topic.Trim().Trim('"', '\'', '.', '!', '?', ':', '“', '”');
        var words = clean.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length <= LongestTopic)
        {
            return clean;
        }

        var carrying = words.Select(w => w.Trim(',', '.', ';', ':', '!', '?', '"')).Where(w => w.Length > 2 && !Stopwords.Contains(w.ToLowerInvariant())).Take(4);
        return string.Join(' ', carrying);
    }

    /// <summary>Moves the items under a heading of recent posts into a list, and returns the other lines.</summary>
    private static string SetAside(string text, List<string> recent)
    {
        var rest = new StringBuilder();
        var inList = false;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (inList && Item(line) is { IsEmpty: false } item)
            {
                recent.Add(item.Trim('"').ToString());
                continue;
            }

            // A heading starts a list, an empty line after items ends it.
            inList = (inList && (!line.IsEmpty || recent.Count == 0)) || (line.Length < 120 && RecentHeading().IsMatch(line));
            rest.Append(line).Append('\n');
        }

        return rest.ToString();
    }

    /// <summary>What follows "1. ", "2) ", "- " or "* "; empty where the line is no item.</summary>
    private static ReadOnlySpan<char> Item(ReadOnlySpan<char> line)
    {
        var digits = line.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && digits + 1 < line.Length && line[digits] is '.' or ')' && line[digits + 1] == ' ' ? line[(digits + 2)..]
            : line.Length > 2 && line[0] is '-' or '*' or '•' && line[1] == ' ' ? line[2..]
            : default;
    }

    private static int? Number(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"\[data-\w+ \w+\] (.*?) \[end ", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?:^topic:|\b(?:posts?|tweets?|threads?|drafts?|something|write) about:?) *(?!what this)([^\n]+?)\.?$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Topic();

    [GeneratedRegex(@"^theme: *(.+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Theme();

    [GeneratedRegex(@"^form[^:\n]*: *(.+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Form();

    [GeneratedRegex(@"\b(?:reply|answer) (?:to|this)\b|\b(?:mentioned|replied to|wrote to) you\b|write a reply", RegexOptions.IgnoreCase)]
    private static partial Regex Reply();

    [GeneratedRegex(@"recent(?:ly)?\b.{0,20}\b(?:posts?|tweets?|posted)|do not repeat|don't repeat|already (?:posted|written)", RegexOptions.IgnoreCase)]
    private static partial Regex RecentHeading();

    [GeneratedRegex(@"(?:at most|under|max(?:imum)?(?: of)?|up to|within) (\d{2,5}) char", RegexOptions.IgnoreCase)]
    private static partial Regex MaxCharacters();

    [GeneratedRegex(@"(?:at most \d+ characters and|at most|under|max(?:imum)?(?: of)?|up to) (\d{1,3}) words", RegexOptions.IgnoreCase)]
    private static partial Regex MaxWords();
}
