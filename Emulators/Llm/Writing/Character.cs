namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>A persona with the part of the corpus that is its own.</summary>
internal sealed class Character
{
    public Character(Corpus corpus, string system)
    {
        var persona = PersonaReader.Read(system);
        Limits = WritingTaskReader.Limits(system);
        RecentInSystem = WritingTaskReader.Recent(system);
        Corpus = corpus;
        Persona = persona;
        Domains = [.. persona.Interests.Select(corpus.DomainOf).OfType<FragmentSet>().Distinct()];
        if (Domains.Count == 0)
        {
            Domains = [corpus.DomainOf(persona.Manner) ?? corpus.Everyday];
        }

        var ranked = corpus.Registers
            .Select((r, i) => (Register: r, Score: r.Score(persona.Manner), Tie: StableHash.Of(persona.Name + r.Name)))
            .OrderByDescending(r => r.Score).ThenBy(r => r.Tie).Select(r => r.Register).ToList();
        Registers = ranked[..2];
    }

    public Corpus Corpus { get; }

    /// <summary>Most characters and words that the system prompt allows.</summary>
    public (int? MaxCharacters, int? MaxWords) Limits { get; }

    /// <summary>Recent posts that the system prompt lists.</summary>
    public List<string> RecentInSystem { get; }

    public Persona Persona { get; }

    public List<FragmentSet> Domains { get; }

    /// <summary>How it sounds: mostly the first, now and then the second.</summary>
    public List<FragmentSet> Registers { get; }
}
