using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class ThreadSplitterTests
{
    private static readonly ThreadOptions Plain = new();

    private static readonly Gen<string> Pieces = Gen.Elements(
        "rain", "moss", "the", "a", "and", "Dr.", "e.g.", "end.", "what?", "yes!", "so,", "well;", "(aside)", "\"quoted.\"", "@bob", "$MOSS", "#green",
        "https://example.com/a/very/long/path?with=query&and=more#fragment", "example.org", "http://x.co", "字字字。", "これは文です。次の文", "👩‍👩‍👧‍👦", "🇨🇭", "e\u0301clair",
        "z\u0300\u0301\u0302\u0303\u0304\u0305", "\n", "\n\n", "  ", "…", "-", new string('w', 300), new string('字', 170), "x." + new string('y', 90) + ".com/z");

    private static readonly Arbitrary<string> Texts = Pieces.ListOf().Select(p => string.Join(' ', p)).ToArbitrary();

    private static readonly Arbitrary<string> Glued = Pieces.ListOf().Select(string.Concat).ToArbitrary();

    private static readonly Arbitrary<ThreadOptions> Options =
        (from maximum in Gen.Elements(50, 80, 140, 280) from numbered in Gen.Elements(true, false) select new ThreadOptions { Maximum = maximum, Numbered = numbered }).ToArbitrary();

    [Fact]
    public void Split_joined_is_the_source_but_for_white_space() => ForAll((text, options) =>
        Bare(string.Concat(ThreadSplitter.Split(text, options).Parts.Select(p => p.Body))) == Bare(text.Normalize()));

    [Fact]
    public void Split_makes_no_part_too_long_and_none_empty() => ForAll((text, options) =>
        ThreadSplitter.Split(text, options).Parts.All(p => p.Body.Length > 0 && p.Body == p.Body.Trim() && WeightedLength.Of(p.Text) <= options.Maximum));

    [Fact]
    public void Split_cuts_no_link() => Prop.ForAll(Texts, Options, (text, options) =>
    {
        var parts = ThreadSplitter.Split(text, options).Parts;
        var left = parts.SelectMany(p => UrlScanner.Find(p.Body)).Select(u => u.Url).ToList();
        return UrlScanner.Find(text.Normalize()).All(u => left.Remove(u.Url));
    }).Check();

    [Fact]
    public void Split_gives_the_same_ids_every_time_and_no_id_twice() => ForAll((text, options) =>
    {
        var first = ThreadSplitter.Split(text, options).Parts;
        var ids = first.Select(p => p.Id).ToList();
        return first.SequenceEqual(ThreadSplitter.Split(text, options).Parts) && ids.Distinct().Count() == ids.Count && ids.SequenceEqual(ids.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Split_leaves_a_text_that_fits_whole() => Assert.Equal(["One sentence. And another."], Bodies("  One sentence. And another. "));

    [Fact]
    public void Split_of_white_space_has_no_parts() => Assert.Empty(ThreadSplitter.Split(" \n ", Plain).Parts);

    [Fact]
    public void Split_ends_parts_at_sentences() => Assert.Equal(
        ["Dr. Moss said no. \"Really?\" asked the rain.", "So it went on, e.g. for days."],
        Bodies("Dr. Moss said no. \"Really?\" asked the rain. So it went on, e.g. for days.", new ThreadOptions { Maximum = 56 }));

    [Fact]
    public void Split_of_a_long_sentence_prefers_a_clause_to_a_word() => Assert.Equal(
        ["all of the moss of the valley drank for a while,", "and then the stones of the slope stayed dry for a", "year"],
        Bodies("all of the moss of the valley drank for a while, and then the stones of the slope stayed dry for a year", new ThreadOptions { Maximum = 53 }));

    [Fact]
    public void Split_ends_parts_at_lines_and_at_sentences_without_spaces()
    {
        Assert.Equal(["first line of some words here", "second line of some words too"], Bodies("first line of some words here\nsecond line of some words too", new ThreadOptions { Maximum = 50 }));
        Assert.Equal(["これは最初の文です。それから雨が降りました。", "苔は喜びました。"], Bodies("これは最初の文です。それから雨が降りました。苔は喜びました。", new ThreadOptions { Maximum = 50 }));
    }

    [Fact]
    public void Split_weighs_a_link_as_X_does_and_keeps_it_whole()
    {
        var link = "https://example.com/" + new string('p', 400);
        var words = new string('w', 27);
        Assert.Equal([words, link], Bodies($"{words} {link}", new ThreadOptions { Maximum = 50 }));
        Assert.Single(Bodies($"{words[1..]} {link}", new ThreadOptions { Maximum = 50 }));
    }

    [Fact]
    public void Split_begins_no_part_with_a_mention_where_another_place_does() => Assert.Equal(
        ["thirty or so characters, then a word and then", "another @reader who asked"],
        Bodies("thirty or so characters, then a word and then another @reader who asked", new ThreadOptions { Maximum = 54 }));

    [Fact]
    public void Split_cuts_inside_a_word_only_between_characters_as_readers_count_them()
    {
        var family = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 30));
        var parts = Bodies(family, new ThreadOptions { Maximum = 50 });
        Assert.Equal([25, 5], parts.Select(p => new StringInfo(p).LengthInTextElements));
    }

    [Fact]
    public void Split_numbers_its_parts_within_the_limit()
    {
        var text = string.Join(' ', Enumerable.Range(1, 120).Select(i => $"This is sentence number {i} of them."));
        var parts = ThreadSplitter.Split(text, new ThreadOptions { Maximum = 60, Numbered = true }).Parts;

        Assert.Equal(120, parts.Count);
        Assert.Equal("This is sentence number 7 of them. (7/120)", parts[6].Text);
        Assert.All(parts, p => Assert.True(WeightedLength.Of(p.Text) <= 60));
    }

    [Fact]
    public void Split_numbers_no_single_part() => Assert.Equal("Just this.", Assert.Single(ThreadSplitter.Split("Just this.", new ThreadOptions { Numbered = true }).Parts).Text);

    [Fact]
    public void Split_refuses_a_limit_that_holds_no_link() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ThreadSplitter.Split("text", new ThreadOptions { Maximum = 49 }));

    [Fact]
    public void FirstMissing_is_where_a_resume_goes_on()
    {
        var plan = ThreadSplitter.Split(string.Join(' ', Enumerable.Repeat("A sentence of about fifty characters, all in all.", 4)), new ThreadOptions { Maximum = 50 });
        var ids = plan.Parts.Select(p => p.Id).ToList();

        Assert.Equal(4, ids.Count);
        Assert.Equal(0, plan.FirstMissing([]));
        Assert.Equal(2, plan.FirstMissing([ids[0], ids[1]]));
        Assert.Equal(1, plan.FirstMissing([ids[0], ids[2]]));
        Assert.Equal(4, plan.FirstMissing(ids));
    }

    private static List<string> Bodies(string text, ThreadOptions? options = null) => [.. ThreadSplitter.Split(text, options ?? Plain).Parts.Select(p => p.Body)];

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static void ForAll(Func<string, ThreadOptions, bool> holds)
    {
        Prop.ForAll(Texts, Options, holds).Check();
        Prop.ForAll(Glued, Options, holds).Check();
    }
}
