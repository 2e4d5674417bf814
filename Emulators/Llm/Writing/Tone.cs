namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>What a mood does to a text: the fragments that it brings, and how often it shows.</summary>
/// <param name="Fragments">Its sentences, endings and acknowledgements.</param>
/// <param name="IsBright">Whether the mood is good.</param>
/// <param name="Share">The share of texts that show it.</param>
internal sealed record Tone(FragmentSet Fragments, bool IsBright, double Share)
{
    // Nearer to even-tempered than this nobody can tell, and at the other figure every text shows it.
    private const double Unseen = 0.15;
    private const double Plain = 0.6;

    /// <summary>The tone of a valence between -1 and 1; null where none is heard.</summary>
    public static Tone? Of(Corpus corpus, double valence) => Math.Abs(valence) <= Unseen
        ? null
        : new Tone(valence > 0 ? corpus.Bright : corpus.Gloomy, valence > 0, Math.Min(1, (Math.Abs(valence) - Unseen) / (Plain - Unseen)));
}
