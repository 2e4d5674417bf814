namespace PuppetEngine.Tests.TestKit.Texts;

/// <summary>
/// How good or bad a text sounds to a reader, by everyday English words rated from -4 to 4. It knows nothing of what writes the texts. Ratings are
/// our own, on the scale that lists of this kind use; what a sum of ratings means, and that a negation turns a rating by -0.74, is the rule of
/// Hutto and Gilbert (VADER, ICWSM 2014): s / √(s² + 15), between -1 and 1.
/// </summary>
public static class ValenceLexicon
{
    private const double Spread = 15;
    private const double Negated = -0.74;
    private const int NegationReach = 3;

    private static readonly Dictionary<string, double> Ratings = Read("""
        3.2 love loved loves adore adored wonderful excellent magnificent superb perfect delight delighted delightful ecstatic joy joyful bliss paradise
        2.8 happy happiest happiness beautiful amazing awesome brilliant fantastic great marvellous marvelous splendid glorious heaven triumph thrilled best
        2.4 glad cheerful cheer cheered lovely pleasure pleased grateful gratitude thankful thanks thank laugh laughed laughter fun funny celebrate win won winner hug peace friend friends friendly
        2.0 good better enjoy enjoyed enjoys enjoyable smile smiled smiling proud pride lucky luck hope hopeful hopes kind kindness warm sweet nice pleasant bright blessed bless success treasure gift charming comfort
        1.5 like likes liked calm gentle generous honest trust trusted safe interesting interested clever useful help helped helps helpful brave bold free fresh easy rich clean healthy welcome tender graceful gold reward rewards agree agreed fair
        1.0 okay fine ready clear new sure steady patient curious respect support wise important worth true
        -1.0 slow late strange odd difficult doubt dull cold empty nobody noise noisy wait weird sorry
        -1.5 tired weary bored boring boredom miss missed misses blame blamed worry worried worries nervous problem problems wrong stuck heavy trouble hard weak mess messy dirty argue refuse refused mistake mistakes drop dropped ignored complain complaint
        -2.0 sad sadness lonely alone lost lose loss loser bad worse fail failed fails failure broken break broke fear afraid scared anxious anxiety ugly annoyed annoying angry regret regrets disappointed disappoints disappointing disappointment upset bitter sick gloom gloomy dreary hurt hurts waste wasted cry cried tears fight unhappy stupid poor nasty
        -2.5 pain painful awful hate hated hates dreadful misery miserable worst cruel suffer suffered ruin ruined horrible despair hopeless grief mourn danger dangerous enemy guilty shame panic crisis disaster
        -3.2 terrible death dead dying died kill killed murder war tragedy tragic evil torture abuse hell agony catastrophe
        """);

    private static readonly HashSet<string> Negations = ["not", "no", "never", "hardly", "neither", "nor", "without", "cannot", "can't", "don't", "doesn't", "didn't", "isn't", "wasn't", "won't"];

    /// <summary>The valence of a text, -1 to 1; 0 where it has no rated word.</summary>
    public static double Of(string text)
    {
        var words = TextGrams.Words(text);
        double sum = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (Ratings.TryGetValue(words[i], out var rating))
            {
                sum += Enumerable.Range(1, NegationReach).Any(n => i - n >= 0 && Negations.Contains(words[i - n])) ? rating * Negated : rating;
            }
        }

        return sum / Math.Sqrt((sum * sum) + Spread);
    }

    private static Dictionary<string, double> Read(string lines)
    {
        var ratings = new Dictionary<string, double>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            foreach (var word in words.Skip(1))
            {
                ratings.Add(word, double.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return ratings;
    }
}
