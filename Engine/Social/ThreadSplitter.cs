using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// Cuts a text into the parts of a thread: at the end of a sentence where one fits, else at a clause, else between words, and inside a word
/// only where a word is longer than a part. Links are never cut. The parts joined are the source but for white space, and the same
/// source gives the same parts every time.
/// </summary>
public static class ThreadSplitter
{
    /// <summary>The parts of a text.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ThreadOptions.Maximum"/> is below <see cref="ThreadOptions.LeastMaximum"/>.</exception>
    public static ThreadPlan Split(string text, ThreadOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Maximum, ThreadOptions.LeastMaximum);
        var source = Composed(text).Trim();
        var breaks = ThreadBreaks.Of(source);
        var bodies = Bodies(source, breaks, options.Maximum);
        if (options.Numbered && bodies.Count > 1)
        {
            // The number's own room depends on how many parts there are, and that on its room: more digits until they suffice.
            var digits = 0;
            do
            {
                digits++;
                bodies = Bodies(source, breaks, options.Maximum - (4 + (2 * digits)));
            }
            while (Number(bodies.Count).Length > digits);
        }

        return new ThreadPlan([.. bodies.Select((body, i) => new ThreadPart(
            Id(source, options, i),
            body,
            options.Numbered && bodies.Count > 1 ? $"{body} ({Number(i + 1)}/{Number(bodies.Count)})" : body))]);
    }

    private static List<string> Bodies(string source, ThreadBreaks breaks, int maximum)
    {
        var bodies = new List<string>();
        for (var start = 0; start < source.Length;)
        {
            var end = End(source, breaks, start, maximum);
            var body = source[start..end].Trim();
            if (body.Length > 0)
            {
                bodies.Add(body);
            }

            start = end;
        }

        return bodies;
    }

    /// <summary>
    /// Where the part that begins at <paramref name="start"/> ends. Weights are taken from the whole text, and what comes out is weighed by
    /// itself: a cut inside a word may make a link of what was none, and then there is a little less room.
    /// </summary>
    private static int End(string source, ThreadBreaks breaks, int start, int maximum)
    {
        for (var room = maximum; ;)
        {
            var end = End(source, breaks, start, room, half: maximum / 2);
            var over = WeightedLength.Of(source[start..end].Trim()) - maximum;
            if (over <= 0)
            {
                return end;
            }

            room -= over;
        }
    }

    /// <summary>The best of the places up to which a part fits.</summary>
    private static int End(string source, ThreadBreaks breaks, int start, int room, int half)
    {
        var (sentence, clause, word, any) = (0, 0, 0, 0);
        foreach (var (at, strength) in breaks.After(start))
        {
            if (breaks.Weight(start, at) > room)
            {
                break;
            }

            any = at;
            word = strength > BreakStrength.BeforeMention ? at : word;
            clause = strength >= BreakStrength.Clause ? at : clause;
            sentence = strength >= BreakStrength.Sentence ? at : sentence;
        }

        if (any == source.Length)
        {
            return any;
        }

        // A clause is worth a shorter part, but not one that is half empty.
        return sentence > 0 ? sentence
            : clause > 0 && breaks.Weight(start, clause) >= half ? clause
            : word > 0 ? word
            : any > 0 ? any
            : InsideWord(source, breaks, start, room);
    }

    /// <summary>The last place inside a word up to which the part fits: between characters as readers count them, else between code points.</summary>
    private static int InsideWord(string source, ThreadBreaks breaks, int start, int room)
    {
        var end = start;
        for (var at = start; at < source.Length;)
        {
            at += StringInfo.GetNextTextElementLength(source, at);
            if (breaks.IsInsideLink(at))
            {
                continue;
            }

            if (breaks.Weight(start, at) > room)
            {
                break;
            }

            end = at;
        }

        if (end > start)
        {
            return end;
        }

        // One character of more code points than a part holds.
        while (end < source.Length)
        {
            var next = end + (char.IsHighSurrogate(source[end]) && end + 1 < source.Length && char.IsLowSurrogate(source[end + 1]) ? 2 : 1);
            if (end > start && breaks.Weight(start, next) > room)
            {
                return end;
            }

            end = next;
        }

        return end;
    }

    private static string Id(string source, ThreadOptions options, int index)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{options.Maximum}\n{options.Numbered}\n{index}\n{source}");
        return string.Create(CultureInfo.InvariantCulture, $"{index:000}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))}");
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    /// <summary>NFC, as X makes it; what cannot be composed stays as it is and is refused later for what it holds.</summary>
    private static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
