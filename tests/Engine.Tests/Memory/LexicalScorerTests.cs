using FsCheck;
using FsCheck.Fluent;
using PuppetEngine.Engine.Memory;

namespace PuppetEngine.Tests.Engine.Memory;

public sealed class LexicalScorerTests
{
    [Theory]
    [InlineData("The CAFÉ's crème-brûlée, 2 of 10!", "the cafe s creme brulee 2 of 10")]
    [InlineData("naïve ﬁne Ⅻ", "naive fine xii")]
    [InlineData("今日は雨", "今 日 は 雨")]
    [InlineData("ЁЛКА", "елка")]
    [InlineData("#AI @bob $SOL https://a.b/c", "ai bob sol https a b c")]
    [InlineData("🎈 – …", "")]
    public void Tokenize_cuts_words_without_case_and_accents(string text, string words) =>
        Assert.Equal(words, string.Join(' ', LexicalTokenizer.Tokenize(text)));

    [Fact]
    public void Tokenize_bounds_every_word() =>
        Assert.Equal(LexicalTokenizer.MostCharacters, Assert.Single(LexicalTokenizer.Tokenize(new string('a', 10_000))).Length);

    [Fact]
    public void Tokenize_takes_any_text() => Prop.ForAll<NonNull<string>>(text =>
        LexicalTokenizer.Tokenize(Wellformed(text.Get)).All(w => w.Length is > 0 and <= LexicalTokenizer.MostCharacters + 1 && !w.Contains(' ', StringComparison.Ordinal))).QuickCheckThrowOnFailure();

    [Fact]
    public void Score_is_higher_for_the_rarer_word_and_for_the_shorter_text()
    {
        var scores = LexicalScorer.Score("quiet harbour", ["a quiet", "a noise", "a harbour", "a harbour where nothing else happens all day long", "quiet quarters", "quiet night"]);
        Assert.True(scores[2] > scores[0], "rarer");
        Assert.True(scores[2] > scores[3], "shorter");
        Assert.Equal(0, scores[1]);
    }

    [Fact]
    public void Score_of_one_text_that_has_every_word_is_known()
    {
        // One text of average length with each word once: tf part (k1 + 1) / (1 + k1) = 1, and the full weight is (k1 + 1) times the sum.
        var score = Assert.Single(LexicalScorer.Score("tea time", ["tea time"]));
        Assert.Equal(1 / 2.2, score, 10);
    }

    [Fact]
    public void Score_lies_between_nought_and_one() => Prop.ForAll<NonNull<string>, NonNull<string>[]>((query, texts) =>
        LexicalScorer.Score(Wellformed(query.Get), [.. texts.Select(t => Wellformed(t.Get))]).All(s => s is >= 0 and < 1)).QuickCheckThrowOnFailure();

    // A string from outside may hold half a character; no string that reaches memory does.
    private static string Wellformed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
