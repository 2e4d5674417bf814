using PuppetEngine.Engine.Llm.Embeddings;

namespace PuppetEngine.Tests.Engine.Llm;

public sealed class LocalNgramEmbeddingGeneratorTests
{
    [Fact]
    public void Embed_gives_256_dimensions_of_length_one()
    {
        var vector = LocalNgramEmbeddingGenerator.Embed("A lighthouse keeper writes letters to ships.");

        Assert.Equal(256, vector.Length);
        Assert.Equal(1.0, Math.Sqrt(vector.Sum(x => (double)x * x)), 5);
    }

    [Fact]
    public void Embed_is_nearer_for_texts_that_share_words()
    {
        var query = LocalNgramEmbeddingGenerator.Embed("lighthouse letters");

        Assert.True(Dot(query, LocalNgramEmbeddingGenerator.Embed("She kept every letter of the lighthouse keeper."))
            > Dot(query, LocalNgramEmbeddingGenerator.Embed("Interest rates rose again in March.")) + 0.1);
    }

    [Theory]
    [InlineData("Café Zürich", "cafe zurich")]
    [InlineData("HELLO, world!", "hello world")]
    public void Embed_minds_neither_case_nor_accents_nor_punctuation(string one, string other) =>
        Assert.Equal(LocalNgramEmbeddingGenerator.Embed(one), LocalNgramEmbeddingGenerator.Embed(other));

    [Theory]
    [InlineData("")]
    [InlineData("!!! …")]
    [InlineData("\ud800")]
    public void Embed_of_nothing_is_zero(string text) => Assert.All(LocalNgramEmbeddingGenerator.Embed(text), x => Assert.Equal(0f, x));

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
