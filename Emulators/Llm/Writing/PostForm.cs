using System.Text;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Gives a filled frame the persona's outward form: capitals, marks, hyphens, hashtags, emoji.</summary>
internal static class PostForm
{
    private static readonly string[] Emoji = ["✨", "🌿", "☕", "🌙", "🔧", "📚", "🎶", "🌊", "🔭", "🙃"];

    public static string Apply(string text, Persona persona, string? hashtag, Draw draw)
    {
        text = Sentences(text.Trim());
        if (persona.LowerCase)
        {
            text = text.ToLowerInvariant();
        }

        if (persona.NoHyphens)
        {
            text = text.Replace('-', ' ').Replace("–", ",", StringComparison.Ordinal).Replace("—", ",", StringComparison.Ordinal);
        }

        if (persona.Emoji && draw.Chance(0.4))
        {
            text += " " + draw.One(Emoji);
        }

        return persona.Hashtags && hashtag is not null && draw.Chance(0.5) ? $"{text} #{hashtag}" : text;
    }

    /// <summary>A capital after each end of a sentence, and where the text begins.</summary>
    private static string Sentences(string text)
    {
        var result = new StringBuilder(text.Length);
        var start = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (start && char.IsLetterOrDigit(c))
            {
                c = char.ToUpperInvariant(c);
                start = false;
            }

            result.Append(c);
            start |= c is '.' or '!' or '?' && i + 1 < text.Length && text[i + 1] is ' ' or '"';
        }

        return result.ToString();
    }
}
