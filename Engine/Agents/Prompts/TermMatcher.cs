using System.Text;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>
/// Finds words and phrases of a definition in a text: whole words, in any case, accents folded away, an English plural like its singular. So "art"
/// is not found in "party", and "tax" is found in "Taxes!".
/// </summary>
internal sealed class TermMatcher
{
    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "of", "any", "all", "anything", "everything", "about", "discussion", "discussing", "talk", "talking", "comment", "commenting", "on",
    };

    private readonly string _text;
    private readonly List<string> _words;

    /// <summary>Prepares a text.</summary>
    public TermMatcher(string text)
    {
        _text = text;
        _words = Words(text);
    }

    /// <summary>Whether the text holds a term; one without letters, such as an emoji or a dash, is looked for as it stands.</summary>
    public bool Holds(string term) => Contains(Words(term)) ?? (term.Trim().Length > 0 && _text.Contains(term.Trim(), StringComparison.Ordinal));

    /// <summary>Whether the text names a topic; fillers such as "anything about" around it do not count.</summary>
    public bool NamesTopic(string topic)
    {
        var words = Words(topic);
        var bare = words.Where(word => !Fillers.Contains(word)).ToList();
        return Contains(bare.Count > 0 ? bare : words) ?? false;
    }

    private bool? Contains(List<string> phrase)
    {
        if (phrase.Count == 0)
        {
            return null;
        }

        for (var start = 0; start + phrase.Count <= _words.Count; start++)
        {
            if (phrase.Select((word, offset) => _words[start + offset] == word).All(equal => equal))
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormD).Append(' '))
        {
            if (char.IsLetterOrDigit(letter))
            {
                word.Append(char.ToLowerInvariant(letter));
            }
            else if (char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.NonSpacingMark && letter is not ('\'' or '’') && word.Length > 0)
            {
                words.Add(Singular(word.ToString()));
                word.Clear();
            }
        }

        return words;
    }

    // Enough for telling a topic in the plural; not a stemmer.
    private static string Singular(string word) => word switch
    {
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 4 } when word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal)
            || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("sses", StringComparison.Ordinal) => word[..^2],
        { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal)
            && !word.EndsWith("is", StringComparison.Ordinal) => word[..^1],
        _ => word,
    };
}
