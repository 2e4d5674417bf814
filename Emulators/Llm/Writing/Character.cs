namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>A persona with the part of the corpus that is its own.</summary>
internal sealed class Character
{
    private const int MostDomains = 3;
    private const double LeastShare = 0.3;

    public Character(Corpus corpus, string system)
    {
        var persona = PersonaReader.Read(system);
        Limits = WritingTaskReader.Limits(system);
        RecentInSystem = WritingTaskReader.Recent(system);
        Corpus = corpus;
        Persona = persona;
        Domains = DomainsOf(corpus, persona);
        Tone = Tone.Of(corpus, MoodReader.Valence(system));

        var ranked = corpus.Registers
            .Select((r, i) => (Register: r, Score: r.Score(persona.Manner), Tie: StableHash.Of(persona.Name + r.Name)))
            .OrderByDescending(r => r.Score).ThenBy(r => r.Tie).Select(r => r.Register).ToList();
        Registers = ranked[..2];
    }

    /// <summary>
    /// What the persona is about as a whole: a word that one interest happens to use (an astronomer's laundry) makes no domain of its own
    /// beside those that many of its words speak of, or all would in the end write about everything.
    /// </summary>
    private static List<FragmentSet> DomainsOf(Corpus corpus, Persona persona)
    {
        var whole = string.Join("; ", persona.Interests.Concat(persona.LikedWords).Append(persona.Manner));
        var ranked = corpus.Domains
            .Where(d => persona.Interests.Count == 0 || persona.Interests.Exists(i => d.Score(i) > 0))
            .Select(d => (Domain: d, Score: d.Score(whole)))
            .Where(d => d.Score > 0)
            .OrderByDescending(d => d.Score).ThenBy(d => d.Domain.Name, StringComparer.Ordinal)
            .ToList();
        return ranked.Count == 0
            ? [corpus.Everyday]
            : [.. ranked.Take(MostDomains).Where(d => d.Score >= ranked[0].Score * LeastShare).Select(d => d.Domain)];
    }

    public Corpus Corpus { get; }

    /// <summary>Most characters and words that the system prompt allows.</summary>
    public (int? MaxCharacters, int? MaxWords) Limits { get; }

    /// <summary>Recent posts that the system prompt lists.</summary>
    public List<string> RecentInSystem { get; }

    public Persona Persona { get; }

    public List<FragmentSet> Domains { get; }

    /// <summary>What its present mood does to what it writes; null where the prompt names none, or an even one.</summary>
    public Tone? Tone { get; }

    /// <summary>How it sounds: mostly the first, now and then the second.</summary>
    public List<FragmentSet> Registers { get; }
}
