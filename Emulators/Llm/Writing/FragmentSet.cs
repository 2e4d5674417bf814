namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Named lists of fragments, read from lines "name: one | two | three".</summary>
internal sealed class FragmentSet
{
    private readonly Dictionary<string, string[]> _lists = [];
    private readonly Dictionary<string, Frame[]> _frames = [];

    public FragmentSet(string name, List<string> lines)
    {
        Name = name;
        foreach (var line in lines)
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var separator = line.StartsWith("match:", StringComparison.Ordinal) ? ',' : '|';
            _lists[line[..colon]] = line[(colon + 2)..].Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (line.Contains('{', StringComparison.Ordinal))
            {
                _frames[line[..colon]] = [.. _lists[line[..colon]].Select(f => new Frame(f))];
            }
        }
    }

    public string Name { get; }

    public IEnumerable<string> Keys => _lists.Keys;

    public string[] this[string name] => _lists[name];

    /// <summary>A list of skeletons, read.</summary>
    public Frame[] Frames(string name) => _frames[name];

    public bool Has(string name) => _lists.ContainsKey(name);

    /// <summary>How much a text has to do with this set: longer words that begin a word of the text count more.</summary>
    public int Score(string text)
    {
        var score = 0;
        foreach (var stem in _lists["match"])
        {
            for (var at = text.IndexOf(stem, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(stem, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var starts = at == 0 || !char.IsLetter(text[at - 1]);
                var ends = at + stem.Length == text.Length || !char.IsLetter(text[at + stem.Length]);

                // Short stems stand for whole words: "art" is no part of "start" nor of "article".
                if (starts && (ends || stem.Length > 4))
                {
                    score += stem.Length;
                }
            }
        }

        return score;
    }
}
