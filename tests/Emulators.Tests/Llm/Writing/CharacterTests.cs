using PuppetEngine.Emulators.Llm.Writing;

namespace PuppetEngine.Tests.Emulators.Llm.Writing;

public sealed class CharacterTests
{
    private const string Astronomer = """
        You are Fenwick. An astronomer with a home-made telescope.
        Interests: grinding glass by hand in a laundry; the planet that nobody waits for; stars over the shed; a meteor at four; the moon through cloud
        Words you like: telescope; constellation; orbit
        """;

    [Fact]
    public void Domains_are_what_the_whole_persona_speaks_of()
    {
        var corpus = new Corpus();

        var domains = new Character(corpus, Astronomer).Domains;

        Assert.InRange(domains.Count, 1, 3);
        Assert.Equal(corpus.DomainOf("astronomy telescope constellation"), domains[0]);
    }

    [Fact]
    public void Domains_of_a_persona_that_no_fragments_know_are_the_everyday_ones() =>
        Assert.Equal("everyday", Assert.Single(new Character(new Corpus(), "You are Zyx.\nInterests: qwertz; asdf").Domains).Name);
}
