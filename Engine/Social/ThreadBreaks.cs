namespace PuppetEngine.Engine.Social;

/// <summary>The places of a text where a post may end, and its links, inside which none may.</summary>
internal sealed class ThreadBreaks
{
    private const string Ends = ".!?\u2026\u3002\uff01\uff1f";
    private const string Wide = "\u3002\uff01\uff1f";
    private const string Pauses = ",;:\u2013\u2014)\uff0c\u3001";
    private const string Closers = "\"')]\u2019\u201d\u00bb\u300d\u300f";

    /// <summary>What ends in a full stop and not in a sentence. Only a taste: a cut there would read badly and lose nothing.</summary>
    private static readonly string[] Abbreviations = ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "etc", "no", "approx", "inc", "jr", "sr"];

    private readonly List<(int At, BreakStrength Strength)> _breaks = [];
    private readonly List<FoundUrl> _links;
    private readonly int[] _running;
    private readonly string _source;

    private ThreadBreaks(string source)
    {
        _source = source;
        _links = UrlScanner.Find(source);
        _running = WeightedLength.Running(source, _links);
        for (var at = 1; at < source.Length; at++)
        {
            if (!IsInsideLink(at) && Strength(source, at) is { } strength)
            {
                _breaks.Add((at, strength));
            }
        }

        _breaks.Add((source.Length, BreakStrength.Sentence));
    }

    internal static ThreadBreaks Of(string source) => new(source);

    /// <summary>The places after one, in order; the end of the text is the last.</summary>
    internal IEnumerable<(int At, BreakStrength Strength)> After(int start)
    {
        var first = _breaks.BinarySearch((start, (BreakStrength)int.MaxValue));
        for (var i = first < 0 ? ~first : first + 1; i < _breaks.Count; i++)
        {
            yield return _breaks[i];
        }
    }

    /// <summary>The weight of a piece as the whole text has it, without the white space at its end.</summary>
    internal int Weight(int start, int end)
    {
        while (end > start && char.IsWhiteSpace(_source[end - 1]))
        {
            end--;
        }

        return _running[end] - _running[start];
    }

    internal bool IsInsideLink(int at)
    {
        var (from, to) = (0, _links.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (_links[middle].Index + _links[middle].Length <= at)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from < _links.Count && _links[from].Index < at;
    }

    /// <summary>How good it is to begin a new post at this character; null where that is no place to begin one.</summary>
    private static BreakStrength? Strength(string source, int at)
    {
        var next = source[at];
        var last = source[at - 1];
        if (char.IsWhiteSpace(next))
        {
            return null;
        }

        if (!char.IsWhiteSpace(last))
        {
            // Scripts that part sentences by no space.
            return Wide.Contains(last, StringComparison.Ordinal) && !Ends.Contains(next, StringComparison.Ordinal) && !Closers.Contains(next, StringComparison.Ordinal)
                ? BreakStrength.Sentence
                : null;
        }

        var space = at;
        var newLine = false;
        while (space > 0 && char.IsWhiteSpace(source[space - 1]))
        {
            newLine |= source[--space] is '\n' or '\r' or '\u2028' or '\u2029';
        }

        return next is '@' or '\uff20' ? BreakStrength.BeforeMention
            : newLine || EndsSentence(source, space) ? BreakStrength.Sentence
            : Pauses.Contains(source[space - 1], StringComparison.Ordinal) ? BreakStrength.Clause
            : BreakStrength.Word;
    }

    private static bool EndsSentence(string source, int end)
    {
        while (end > 0 && Closers.Contains(source[end - 1], StringComparison.Ordinal))
        {
            end--;
        }

        if (end == 0 || !Ends.Contains(source[end - 1], StringComparison.Ordinal))
        {
            return false;
        }

        if (source[end - 1] != '.')
        {
            return true;
        }

        var start = end - 1;
        while (start > 0 && (char.IsLetter(source[start - 1]) || source[start - 1] == '.'))
        {
            start--;
        }

        var word = source[start..(end - 1)];
        return !(word.Length == 1 && char.IsUpper(word[0])) && !Abbreviations.Contains(word, StringComparer.OrdinalIgnoreCase);
    }
}
