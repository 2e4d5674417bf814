using PuppetEngine.Emulators.Llm.Writing;

namespace PuppetEngine.Tests.Emulators.Llm.Writing;

public sealed class MoodReaderTests
{
    [Theory]
    [InlineData("You are Ada.\n\n# How you feel\nYou feel downcast, calm, steady (valence -0.80, arousal 0.00, dominance 0.50). Let it colour the post.", -0.8)]
    [InlineData("You are Ada.\nCurrent mood: cheerful and awake", 0.45)]
    [InlineData("Emotional state: valence=0.6 arousal=0.2", 0.6)]
    [InlineData("- Mood: furious", -0.8)]
    [InlineData("Today you feel not happy at all.", -0.225)]
    [InlineData("You are feeling rather lonely, though you were happy in the morning.", -0.45)]
    [InlineData("You feel like writing.", 0)]
    public void Valence_is_what_the_prompt_says_of_the_writers_mood(string system, double expected) => Assert.Equal(expected, MoodReader.Valence(system), 9);

    [Theory]
    [InlineData("You are Ada, a cheerful gardener.\nTraits: happy; sad")]
    [InlineData("# What you remember\n- Ben said that you feel miserable when it rains.\n- Your ordinary mood: melancholic")]
    public void Traits_memories_and_the_ordinary_mood_are_no_mood(string system) => Assert.Equal(0, MoodReader.Valence(system));

    [Fact]
    public void Tone_shows_more_often_the_stronger_the_mood_is()
    {
        var corpus = new Corpus();

        Assert.Null(Tone.Of(corpus, 0.15));
        Assert.Null(Tone.Of(corpus, -0.1));
        Assert.InRange(Tone.Of(corpus, 0.3)!.Share, 0.3, 0.4);
        Assert.Equal((1, false), (Tone.Of(corpus, -0.8)!.Share, Tone.Of(corpus, -0.8)!.IsBright));
    }
}
