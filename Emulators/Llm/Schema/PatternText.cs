using System.Globalization;
using System.Text;

namespace PuppetEngine.Emulators.Llm.Schema;

/// <summary>
/// Writes a text that a regular expression matches: literals, classes, <c>\d \w \s .</c>, groups, alternation, quantifiers, anchors.
/// Look-around and back-references are not understood; such a pattern yields null, and the caller writes prose.
/// </summary>
internal sealed class PatternText(string pattern, ulong salt, int minLength)
{
    private const string Word = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int MostRepeats = 3;
    private int _at;
    private ulong _draw = salt;

    public string? Create()
    {
        try
        {
            _at = 0;
            var text = Alternation();
            return _at == pattern.Length ? text : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string Alternation()
    {
        var options = new List<string> { Sequence() };
        while (_at < pattern.Length && pattern[_at] == '|')
        {
            _at++;
            options.Add(Sequence());
        }

        return options[Next(options.Count)];
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (_at < pattern.Length && pattern[_at] is not ('|' or ')'))
        {
            var start = _at;
            var once = Atom();
            var end = _at;
            var (least, most) = Quantifier();
            var repeats = least + Next(most - least + 1);
            if (repeats == 0)
            {
                continue;
            }

            text.Append(once);
            for (var i = 1; i < repeats; i++)
            {
                // Read the atom again, so that each repetition draws anew.
                var resume = _at;
                _at = start;
                text.Append(Atom());
                _at = _at == end ? resume : throw new FormatException();
            }
        }

        return text.ToString();
    }

    private string Atom()
    {
        var c = pattern[_at++];
        switch (c)
        {
            case '^' or '$':
                return "";
            case '.':
                return Word[Next(26)].ToString();
            case '\\':
                return Escape(pattern[_at++]);
            case '[':
                return Class();
            case '(':
                return Group();
            case '*' or '+' or '?' or '{':
                throw new FormatException();
            default:
                return c.ToString();
        }
    }

    private string Group()
    {
        if (_at + 1 < pattern.Length && pattern[_at] == '?')
        {
            _at++;
            if (pattern[_at] == ':')
            {
                _at++;
            }
            else if (pattern[_at] is '<' or 'P' && pattern.IndexOf('>', _at) is var close and > 0 && pattern[_at + 1] is not ('=' or '!'))
            {
                _at = close + 1;
            }
            else
            {
                throw new FormatException();
            }
        }

        var text = Alternation();
        return _at < pattern.Length && pattern[_at++] == ')' ? text : throw new FormatException();
    }

    private string Escape(char c) => c switch
    {
        'd' => Next(10).ToString(CultureInfo.InvariantCulture),
        'w' => Word[Next(Word.Length)].ToString(),
        's' => " ",
        'D' or 'S' => Word[Next(26)].ToString(),
        'W' => " ",
        'n' => "\n",
        't' => "\t",
        'b' => "",
        _ when char.IsAsciiDigit(c) || c is 'p' or 'P' or 'k' or 'u' or 'x' => throw new FormatException(),
        _ => c.ToString(),
    };

    private string Class()
    {
        var negated = pattern[_at] == '^';
        _at += negated ? 1 : 0;
        var set = new List<char>();
        for (var first = true; pattern[_at] != ']' || first; first = false)
        {
            var c = pattern[_at++];
            if (c == '\\')
            {
                c = pattern[_at++];
                if (c is 'd' or 'w' or 's')
                {
                    set.AddRange(c == 'd' ? "0123456789" : c == 'w' ? Word : " ");
                    continue;
                }
            }

            if (_at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']')
            {
                var last = pattern[_at + 1];
                _at += 2;
                set.AddRange(Enumerable.Range(c, Math.Max(0, last - c + 1)).Select(i => (char)i));
            }
            else
            {
                set.Add(c);
            }
        }

        _at++;
        var from = negated ? Word.Except(set).ToList() : set;
        return from.Count > 0 ? from[Next(from.Count)].ToString() : throw new FormatException();
    }

    private (int Least, int Most) Quantifier()
    {
        if (_at == pattern.Length)
        {
            return (1, 1);
        }

        var (least, most) = (1, 1);
        switch (pattern[_at])
        {
            case '*': (least, most) = (minLength > 0 ? minLength : 0, Math.Max(minLength, MostRepeats)); _at++; break;
            case '+': (least, most) = (Math.Max(1, minLength), Math.Max(minLength, MostRepeats)); _at++; break;
            case '?': (least, most) = (0, 1); _at++; break;
            case '{':
                var close = pattern.IndexOf('}', _at);
                var parts = close > 0 ? pattern[(_at + 1)..close].Split(',') : throw new FormatException();
                least = int.Parse(parts[0], CultureInfo.InvariantCulture);
                most = parts.Length == 1 ? least : parts[1].Length == 0 ? least + MostRepeats : int.Parse(parts[1], CultureInfo.InvariantCulture);
                _at = close + 1;
                break;
            default: return (1, 1);
        }

        if (_at < pattern.Length && pattern[_at] is '?' or '+')
        {
            _at++;
        }

        return (least, most);
    }

    private int Next(int count)
    {
        _draw = StableHash.Mix(_draw + 0x9e3779b97f4a7c15);
        return count <= 1 ? 0 : (int)(_draw % (ulong)count);
    }
}
