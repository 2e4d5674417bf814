using System.Globalization;
using System.Text.RegularExpressions;
using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Reads from a request what is to be written: topic, theme, form, limits, and the posts that must not be repeated.</summary>
internal static partial class WritingTaskReader
{
    private const int LongestTopic = 6;
    private static readonly HashSet<string> Stopwords =
        [.. "a an the of to in on at for with and or but is are was were be been it its this that these those how why what when your my our their from by as about into say says said new".Split(' ')];

    public static WritingTask Read(ChatRequest request)
    {
        var user = request.LastUser;
        var all = request.System + "\n" + user;
        var data = Quoted().Match(user);
        var about = Topic().Match(user);
        var topic = about.Success ? about.Groups[1].Value : About().Match(user) is { Success: true } loose ? loose.Groups[1].Value : null;
        if (topic is null && user.Contains("about what this says", StringComparison.OrdinalIgnoreCase) && data.Success)
        {
            topic = data.Groups[1].Value;
        }

        return new WritingTask
        {
            IsReply = Reply().IsMatch(user),
            Topic = topic is null ? null : Phrase(topic),
            Theme = Theme().Match(user) is { Success: true } theme ? theme.Groups[1].Value.Trim() : null,
            Form = Form().Match(user) is { Success: true } form ? form.Groups[1].Value.ToLowerInvariant() : "",
            Recent = Recent(user).Count > 0 ? Recent(user) : Recent(request.System),
            MaxCharacters = Number(MaxCharacters(), all) ?? 280,
            MaxWords = Number(MaxWords(), all) ?? int.MaxValue,
        };
    }

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

    /// <summary>The list under a heading that speaks of recent posts.</summary>
    private static List<string> Recent(string text)
    {
        var posts = new List<string>();
        var inList = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (RecentHeading().IsMatch(line))
            {
                inList = true;
            }
            else if (inList && Item().Match(line) is { Success: true } item)
            {
                posts.Add(item.Groups[1].Value.Trim('"'));
            }
            else if (inList && line.Length == 0 && posts.Count > 0)
            {
                inList = false;
            }
        }

        return posts;
    }

    private static int? Number(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"\[data-\w+ \w+\] (.*?) \[end ", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?:post|thread|tweet|draft)s? about: *(.+)", RegexOptions.IgnoreCase)]
    private static partial Regex Topic();

    [GeneratedRegex(@"(?:(?<=(?:^|\n)\s*topic: *)|(?<=(?:post|tweet|something|write|thread) about ))(?!what this)([^\n.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex About();

    [GeneratedRegex(@"(?:^|\n)\s*theme: *(.+)", RegexOptions.IgnoreCase)]
    private static partial Regex Theme();

    [GeneratedRegex(@"(?:^|\n)\s*form[^:\n]*: *(.+)", RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex(@"\b(?:reply|answer) (?:to|this)\b|\b(?:mentioned|replied to|wrote to) you\b|write a reply", RegexOptions.IgnoreCase)]
    private static partial Regex Reply();

    [GeneratedRegex(@"recent(?:ly)?\b.{0,20}\b(?:posts?|tweets?|posted)|do not repeat|don't repeat|already (?:posted|written)", RegexOptions.IgnoreCase)]
    private static partial Regex RecentHeading();

    [GeneratedRegex(@"^(?:\d+[.)]|[-*•])\s+(.+)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"(?:at most|under|max(?:imum)?(?: of)?|up to|within) (\d{2,5}) char", RegexOptions.IgnoreCase)]
    private static partial Regex MaxCharacters();

    [GeneratedRegex(@"(?:at most \d+ characters and|at most|under|max(?:imum)?(?: of)?|up to) (\d{1,3}) words", RegexOptions.IgnoreCase)]
    private static partial Regex MaxWords();
}
