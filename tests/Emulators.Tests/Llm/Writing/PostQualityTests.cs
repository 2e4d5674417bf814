using PuppetEngine.Emulators.Llm.Wire;
using PuppetEngine.Emulators.Llm.Writing;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Tests.TestKit.Texts;

namespace PuppetEngine.Tests.Emulators.Llm.Writing;

public sealed class PostQualityTests(ITestOutputHelper output)
{
    private const int Posts = 204;
    private const int RecentShown = 10;

    private static readonly string[] Forms =
    [
        "one plain observation; open with a noun; keep it short",
        "a tiny scene, something that happened, in two sentences; open with a verb; take your usual length",
        "a question that you honestly wonder about; open in the middle of the thought; keep it short",
        "a small piece of practical advice; open with a doubt; use the room you have",
        "an opinion and the reason for it; open with a noun; take your usual length",
        "three things in one sentence; open with a place or a time of day; keep it short",
        "the confession of a small failure; open with a doubt; use the room you have",
    ];

    [Theory]
    [InlineData(1, true, 0)]
    [InlineData(2, true, 0)]
    [InlineData(3, false, 0)]
    [InlineData(4, true, 0.3)]
    [InlineData(5, true, 0.8)]
    [InlineData(6, false, 0.8)]
    [InlineData(7, true, -0.8)]
    [InlineData(8, false, -0.8)]
    public void Two_hundred_posts_of_six_personas_differ_from_one_another_and_show_their_author(int seed, bool withForm, double valence)
    {
        var posts = Write(seed, withForm, valence);
        foreach (var (author, text) in posts.Take(60))
        {
            output.WriteLine($"{SamplePersonas.All[author].Name,-15} {text}");
        }

        Assert.Equal(posts.Count, posts.Select(p => string.Join(' ', NGrams.Words(p.Text))).Distinct().Count());
        Assert.All(posts, p => Assert.InRange(WeightedLength.Of(p.Text), 12, 280));
        var grams = posts.Select(p => NGrams.Of(p.Text)).ToList();
        var worst = (Alike: 0.0, A: "", B: "");
        for (var i = 0; i < grams.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var alike = NGrams.Jaccard(grams[i], grams[j]);
                worst = alike > worst.Alike ? (alike, posts[i].Text, posts[j].Text) : worst;
            }
        }

        var recognised = TfIdf.ShareRecognised(posts);
        output.WriteLine($"most alike {worst.Alike:0.000}: {worst.A} // {worst.B}; author found {recognised:0.000}");
        Assert.True(worst.Alike <= 0.3, $"{worst.Alike:0.000}: {worst.A} // {worst.B}");
        Assert.True(recognised >= 0.8, $"author found in {recognised:0.000}");
    }

    [Fact]
    public void Six_hundred_posts_on_one_topic_in_a_row_say_nothing_twice_and_hardly_resemble_one_another()
    {
        foreach (var (name, system, _) in SamplePersonas.All)
        {
            List<string> said = [];
            List<HashSet<ulong>> grams = [];
            var (repeated, alike) = (0, 0);
            for (var i = 0; i < 600; i++)
            {
                // As the product asks: the newest ten stand in the prompt, and what resembles one of the newest twenty is refused.
                var recent = string.Concat(said.TakeLast(RecentShown).Reverse().Select((post, at) => $"\n{at + 1}. {post}"));
                var text = Answer(system, $"Your recent posts (do not repeat them):{recent}\n\nTask: write a new post about: the harbour\nForm, as far as it suits the subject: {Forms[i % Forms.Length]}.", i);
                var words = string.Join(' ', NGrams.Words(text));
                repeated += said.Exists(post => string.Join(' ', NGrams.Words(post)) == words) ? 1 : 0;
                var own = NGrams.Of(text);
                alike += grams.TakeLast(20).Any(other => NGrams.Jaccard(other, own) > 0.3) ? 1 : 0;
                said.Add(text);
                grams.Add(own);
            }

            output.WriteLine($"{name,-15} {repeated} said before, {alike} like one of the newest twenty");
            Assert.True(repeated == 0 && alike <= 3, $"{name}: {repeated} said before, {alike} like one of the newest twenty");
        }
    }

    [Fact]
    public void A_requested_topic_is_named_whoever_writes()
    {
        string[] topics = ["tax returns", "sourdough", "the price of lighthouse paint"];
        foreach (var (_, system, _) in SamplePersonas.All)
        {
            foreach (var topic in topics)
            {
                var text = Answer(system, $"Task: write a new post about: {topic}\nForm, as far as it suits the subject: one plain observation.", 5);
                Assert.Contains(topic, text, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public void Lower_case_avoided_words_and_word_limits_are_kept()
    {
        const string System = """
            You are coby.
            Interests: cooking
            Capitalization: all lowercase
            Hyphens and dashes: none
            Topics to avoid: bread; soup; onion
            Write one post, of at most 280 characters and 7 words; about 7 words is usual for you.
            """;
        for (var seed = 0; seed < 60; seed++)
        {
            var text = Answer(System, "Task: write a new post.", seed);
            Assert.Equal(text.ToLowerInvariant(), text);
            Assert.InRange(NGrams.Words(text).Count, 1, 7);
            Assert.DoesNotMatch("bread|soup|onion|-", text);
        }
    }

    [Fact]
    public void A_post_listed_as_recent_is_never_repeated()
    {
        var (_, system, _) = SamplePersonas.All[0];
        var first = Answer(system, "Task: write a new post.\nForm: one plain observation.", 3);
        for (var seed = 0; seed < 40; seed++)
        {
            var next = Answer(system, $"Your recent posts (do not repeat them):\n1. {first}\n\nTask: write a new post.\nForm: one plain observation.", seed);
            Assert.NotEqual(first, next);
        }
    }

    [Theory]
    [InlineData("Ben mentioned you: \"how was the harbour?\"\n\nTask: write a reply to this.", 280)]
    [InlineData("Task: write a new post about: sourdough", 280)]
    [InlineData("Task: write a new post, of at most 60 characters and 7 words.", 60)]
    public void Mood_shows_in_replies_topic_posts_and_short_ones_within_their_limits(string user, int most)
    {
        double Mean(string mood)
        {
            var texts = SamplePersonas.All.SelectMany(p => Enumerable.Range(0, 20).Select(seed => Answer($"{p.System}\n\nYou feel {mood}.", user, seed))).ToList();
            Assert.All(texts, t => Assert.InRange(WeightedLength.Of(t), 1, most));
            return texts.Average(ValenceLexicon.Of);
        }

        var (low, even, high) = (Mean("miserable"), Mean("even-tempered"), Mean("elated"));
        output.WriteLine($"{low:0.000} {even:0.000} {high:0.000}");
        Assert.True(high - even >= 0.2 && even - low >= 0.2, $"{low:0.000} {even:0.000} {high:0.000}");
    }

    private static List<(int Author, string Text)> Write(int seed, bool withForm, double valence)
    {
        var posts = new List<(int Author, string Text)>();
        var mood = valence == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\n\n# How you feel\nYou feel changed (valence {valence:0.00}, arousal 0.30, dominance 0.50).");
        for (var i = 0; i < Posts; i++)
        {
            var author = i % SamplePersonas.All.Length;
            var persona = SamplePersonas.All[author];
            var own = posts.Where(p => p.Author == author).Select(p => p.Text).ToList();
            var recent = own.Count == 0 ? "" : "\n\nYour recent posts (do not repeat them):\n"
                + string.Join('\n', own.AsEnumerable().Reverse().Take(RecentShown).Select((t, n) => $"{n + 1}. {t}"));
            var form = withForm ? $"\nTheme: {persona.Interests[own.Count % persona.Interests.Length]}\nForm: {Forms[own.Count % Forms.Length]}." : "";
            posts.Add((author, Answer(persona.System + mood, $"It is Monday, {i} March 2026.{recent}\n\nTask: write a new post.{form}", seed)));
        }

        return posts;
    }

    private static string Answer(string system, string user, int seed)
    {
        var request = new ChatRequest { Model = "gpt-5-mini", Messages = [new("system", system), new("user", user)], Seed = seed };
        return new CharacterWriter().For(request).Answer(request.Fingerprint());
    }
}
