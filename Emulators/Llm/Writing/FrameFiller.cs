using System.Text;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Fills a frame's slots with fragments of a domain; the slots <c>X2</c> and <c>XG</c> come from another domain. No fragment comes twice.</summary>
internal sealed class FrameFiller(Corpus corpus, FragmentSet domain, FragmentSet other, FragmentSet register, string topic, Draw draw)
{
    private const double AfterthoughtShare = 0.22;
    private readonly HashSet<string> _used = [];

    private readonly List<int> _lengths = [];

    /// <summary>Words in the two longest pieces used so far, fragments or parts of frames: what two posts would share if both drew these.</summary>
    public int LargestShare
    {
        get
        {
            var (first, second) = (0, 0);
            foreach (var length in _lengths)
            {
                (first, second) = length > first ? (length, first) : (first, Math.Max(second, length));
            }

            return first + second;
        }
    }

    public string Fill(Frame frame)
    {
        _lengths.AddRange(frame.LiteralWords);
        var text = new StringBuilder(160);
        for (var i = 0; i < frame.Parts.Length; i++)
        {
            text.Append(i % 2 == 0 ? frame.Parts[i] : Slot(frame.Parts[i]));
        }

        return text.ToString();
    }

    private string Slot(string name) => name switch
    {
        "X" => topic,
        "X2" => Pick(other, "T"),
        "XG" => Pick(other, "G"),
        "ack" => Pick(register, "ack"),
        "h" => WithoutArticle(Pick(domain, "T")),
        "K" or "N" or "N2" or "CL" or "HD" or "ML" or "CS" or "CS2" => Pick(corpus.General, name.TrimEnd('2')),
        _ => Adorned(name.TrimEnd('2', '3')),
    };

    private string Pick(FragmentSet set, string name)
    {
        var options = set[name];
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var option = draw.One(options);
            if (_used.Add(option))
            {
                Count(option);
                return option;
            }
        }

        return options[0];
    }

    /// <summary>A fragment, now and then with an afterthought.</summary>
    private string Adorned(string name)
    {
        var fragment = Pick(domain, name);
        return corpus.General.Has(name + "+") && draw.Chance(AfterthoughtShare) ? $"{fragment}, {Pick(corpus.General, name + "+")}" : fragment;
    }

    private void Count(string piece) => _lengths.Add(NGrams.Count(piece));

    private static string WithoutArticle(string phrase)
    {
        foreach (var article in (string[])["a ", "an ", "the ", "one "])
        {
            if (phrase.StartsWith(article, StringComparison.Ordinal))
            {
                return phrase[article.Length..];
            }
        }

        return phrase;
    }
}
