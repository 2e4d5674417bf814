using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Writes as the character of one request. Drafts are made until one fits the limits and resembles none of the recent posts.</summary>
internal sealed class CharacterVoice(Character character, WritingTask task)
{
    private const int Drafts = 24;
    private const double TooAlike = 0.06;
    private readonly FragmentSet? _known = Known(character, task);
    private readonly List<HashSet<ulong>> _recent = [.. task.Recent.Select(NGrams.Of)];
    private readonly HashSet<ulong> _recentTexts = [.. task.Recent.Select(NGrams.Plain)];

    private int MaxCharacters => task.MaxCharacters ?? character.Limits.MaxCharacters ?? WeightedLength.Maximum;

    private int MaxWords => task.MaxWords ?? character.Limits.MaxWords ?? int.MaxValue;

    /// <summary>A post or a reply.</summary>
    public string Answer(ulong salt)
    {
        var best = "";
        var bestAlike = double.MaxValue;
        for (var i = 0; i < Drafts; i++)
        {
            var text = new PostDrafter(character, task, _known, new Draw(StableHash.Mix(salt + (ulong)i))).Write();
            if (!Fits(text))
            {
                continue;
            }

            var grams = NGrams.Of(text);
            var alike = _recentTexts.Contains(NGrams.Plain(text)) ? 2 : _recent.Count == 0 ? 0 : _recent.Max(r => NGrams.Jaccard(r, grams));
            if (alike < bestAlike)
            {
                (best, bestAlike) = (text, alike);
            }

            if (alike <= TooAlike)
            {
                break;
            }
        }

        return best.Length > 0 ? best : Shortest(salt);
    }

    /// <summary>A text for a named field of a JSON answer.</summary>
    public string Named(string name, ulong salt)
    {
        var draw = new Draw(StableHash.Of(name, salt));
        var domain = draw.One(character.Domains);
        var key = name.ToLowerInvariant();
        return key switch
        {
            "text" or "post" or "content" or "tweet" or "body" or "message" or "reply" or "draft" or "caption" or "value" => Answer(salt),
            _ when key.Contains("mood", StringComparison.Ordinal) || key.Contains("emotion", StringComparison.Ordinal) || key.Contains("feeling", StringComparison.Ordinal)
                => draw.One(character.Tone switch
                {
                    null => (string[])["calm", "curious", "amused", "hopeful", "wistful", "content", "restless", "grateful"],
                    { IsBright: true } => ["happy", "amused", "hopeful", "content", "grateful", "delighted"],
                    _ => ["sad", "tired", "worried", "restless", "lonely", "low"],
                }),
            _ when key.Contains("topic", StringComparison.Ordinal) || key.Contains("theme", StringComparison.Ordinal) || key.Contains("subject", StringComparison.Ordinal)
                => task.Topic ?? task.Theme ?? (character.Persona.Interests.Count > 0 ? draw.One(character.Persona.Interests) : domain.Name),
            _ when key.EndsWith("name", StringComparison.Ordinal) || key is "author" or "speaker"
                => character.Persona.Name.Length > 0 ? character.Persona.Name : draw.One((string[])["Ada", "Otto", "Mina", "Ruben", "Lena"]),
            _ when key.EndsWith("id", StringComparison.Ordinal) => $"{domain.Name}_{draw.Below(1000)}",
            _ when key.Contains("tag", StringComparison.Ordinal) || key.Contains("keyword", StringComparison.Ordinal) || key.Contains("word", StringComparison.Ordinal)
                => draw.One(domain["P"]).Split(' ')[^1],
            _ when key.Contains("title", StringComparison.Ordinal) || key.Contains("headline", StringComparison.Ordinal) => Capital(draw.One(domain["T"])),
            _ when key.Contains("question", StringComparison.Ordinal) => Capital(draw.One(domain["Q"])) + "?",
            _ => Capital(draw.One(domain[draw.Chance(0.5) ? "C" : "R"])) + ".",
        };
    }

    /// <summary>The domain of a topic, whatever it is; of a theme only where it is the character's own, which otherwise names its theme.</summary>
    private static FragmentSet? Known(Character character, WritingTask task) => task switch
    {
        { Topic: { } topic } => character.Corpus.DomainOf(topic),
        { Theme: { } theme } when character.Corpus.DomainOf(theme) is { } domain && character.Domains.Contains(domain) => domain,
        _ => null,
    };

    private bool Fits(string text) =>
        WeightedLength.Of(text) <= Math.Min(MaxCharacters, WeightedLength.Maximum)
        && NGrams.Count(text) <= MaxWords
        && !character.Persona.Avoided.Exists(a => text.Contains(a, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where no draft fits, the shortest things the character can say, cut at a word.</summary>
    private string Shortest(ulong salt)
    {
        var fragments = character.Domains.SelectMany(d => d["T"]).Where(t => !character.Persona.Avoided.Exists(a => t.Contains(a, StringComparison.OrdinalIgnoreCase))).ToList();
        var text = fragments.Count > 0 ? new Draw(salt).One(fragments) : "Hm.";
        text = string.Join(' ', text.Split(' ').Take(MaxWords));
        text = text.Length > MaxCharacters ? text[..Math.Max(1, MaxCharacters)] : text;
        return character.Persona.LowerCase ? text : Capital(text);
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
