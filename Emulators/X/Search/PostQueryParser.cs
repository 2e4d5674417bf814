using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Emulators.X.Search;

using Match = Func<XPost, XDirectory, bool>;

/// <summary>Reads one query by recursive descent. What is wrong is thrown as a sentence.</summary>
internal sealed class PostQueryParser(string text)
{
    private const int Deepest = 32;
    private int _at;
    private int _depth;
    private bool _standsAlone;
    private bool _hasOr;

    /// <summary>The conversation of a <c>conversation_id:</c> that all else is joined to by "and".</summary>
    public ulong? Conversation { get; private set; }

    public Match Whole()
    {
        var matches = Either();
        if (_at < text.Length)
        {
            throw new FormatException($"no viable alternative at character '{text[_at]}' (at position {_at + 1})");
        }

        if (!_standsAlone)
        {
            throw new FormatException("Rules must contain at least one positive, non-stopword clause; an operator such as is: or has: cannot stand alone.");
        }

        Conversation = _hasOr ? null : Conversation;
        return matches;
    }

    private Match Either()
    {
        var first = All();
        while (TakeOr())
        {
            var (left, right) = (first, All());
            first = (post, users) => left(post, users) || right(post, users);
        }

        return first;
    }

    private Match All()
    {
        Match? all = null;
        for (SkipSpace(); _at < text.Length && text[_at] != ')' && !IsOr(); SkipSpace())
        {
            var next = One(positive: true);
            var before = all;
            all = before is null ? next : (post, users) => before(post, users) && next(post, users);
        }

        return all ?? throw new FormatException(_at < text.Length ? $"missing a clause at position {_at + 1}" : "missing a clause at the end of the query");
    }

    private Match One(bool positive)
    {
        if (text[_at] == '-')
        {
            _at++;
            if (_at == text.Length || char.IsWhiteSpace(text[_at]))
            {
                throw new FormatException($"a negation needs what it negates (at position {_at})");
            }

            var negated = One(positive: false);
            return (post, users) => !negated(post, users);
        }

        if (text[_at] == '(')
        {
            return Group(positive);
        }

        if (text[_at] == '"')
        {
            _standsAlone |= positive;
            return PostTerms.Phrase(Quoted());
        }

        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('(' or ')' or '"'))
        {
            _at++;
        }

        var term = text[start.._at];
        if (term.EndsWith(':') && _at < text.Length && text[_at] == '"')
        {
            term += Quoted();
        }

        var (match, standsAlone, conversation) = PostTerms.Of(term);
        _standsAlone |= positive && standsAlone;
        if (positive && _depth == 0)
        {
            Conversation ??= conversation;
        }

        return match;
    }

    private Match Group(bool positive)
    {
        if (++_depth > Deepest)
        {
            throw new FormatException($"groups are nested deeper than {Deepest}");
        }

        _at++;
        var stood = _standsAlone;
        var inner = Either();
        _standsAlone = positive ? _standsAlone : stood;
        if (_at == text.Length)
        {
            throw new FormatException("missing ')' at the end of the query");
        }

        _at++;
        _depth--;
        return inner;
    }

    private string Quoted()
    {
        var end = text.IndexOf('"', _at + 1);
        if (end < 0)
        {
            throw new FormatException($"missing '\"' for the phrase at position {_at + 1}");
        }

        var phrase = text[(_at + 1)..end];
        _at = end + 1;
        return phrase;
    }

    private bool TakeOr()
    {
        SkipSpace();
        if (!IsOr())
        {
            return false;
        }

        _hasOr |= _depth == 0;
        _at += 2;
        return true;
    }

    private bool IsOr() =>
        _at + 2 <= text.Length && text.AsSpan(_at, 2) is "OR" && (_at + 2 == text.Length || char.IsWhiteSpace(text[_at + 2]) || text[_at + 2] == '(');

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }
}
