using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Tests.TestHost;
using PuppetEngine.Tests.TestKit.Texts;

namespace PuppetEngine.Tests.Simulation.Posts;

/// <summary>What a reader sees who starts the product with no key: the sample agents of <c>agents/</c>, through every room from file to network.</summary>
public sealed class PostQualityTests(ITestOutputHelper output)
{
    private const int Wanted = 204;
    private static readonly string[] Samples = ["calder", "fenwick", "ilse", "mira", "nori", "prisha"];

    [Fact]
    public async Task Two_hundred_posts_of_six_sample_agents_differ_and_show_their_author()
    {
        var texts = await PostAsync();
        foreach (var (author, text) in texts.Take(24))
        {
            output.WriteLine($"{Samples[author],-8} {text}");
        }

        Assert.Equal(texts.Count, texts.Select(t => string.Join(' ', TextGrams.Words(t.Text))).Distinct().Count());
        var grams = texts.ConvertAll(t => TextGrams.Of(t.Text));
        var worst = (Alike: 0.0, A: "", B: "");
        for (var i = 0; i < grams.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var alike = TextGrams.Jaccard(grams[i], grams[j]);
                worst = alike > worst.Alike ? (alike, texts[i].Text, texts[j].Text) : worst;
            }
        }

        var found = TfIdf.ShareRecognised(texts);
        output.WriteLine($"{texts.Count} posts; most alike {worst.Alike:0.000}: {worst.A} // {worst.B}; author found in {found:0.000}");
        Assert.True(worst.Alike <= 0.3, $"{worst.Alike:0.000}: {worst.A} // {worst.B}");
        Assert.True(found >= 0.8, $"author found in {found:0.000}");
    }

    /// <summary>Lets the samples live until each has posted its share; the texts as they landed.</summary>
    private static async Task<List<(int Author, string Text)>> PostAsync()
    {
        await using var town = await Town.OpenAsync(11);
        await using var process = await Process.StartAsync(town);
        foreach (var id in Samples)
        {
            var json = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "agents", $"{id}.json"));
            var result = await process.Grains.GetGrain<IAgentGrain>(id).Define(new DefinitionChange { Json = json, Source = $"{id}.json", ContentHash = id, Scopes = ApiScope.Admin });
            Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
        }

        var share = Wanted / Samples.Length;
        for (var minutes = 0; minutes < 24 * 60; minutes += 10)
        {
            await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(10));
            var posts = (await town.PostsAsync()).GroupBy(p => p.AuthorId).ToDictionary(g => g.Key, g => g.Take(share).ToList());
            if (posts.Count == Samples.Length && posts.Values.All(p => p.Count == share))
            {
                var authors = new Dictionary<string, int>();
                for (var i = 0; i < Samples.Length; i++)
                {
                    // An account is named after its agent; whose it is, the agent's own list of posts says.
                    var card = await process.Grains.GetGrain<IAgentGrain>(Samples[i]).GetCard();
                    authors[(await town.PostsAsync()).Last(p => p.Text == card.LastPostText).AuthorId] = i;
                }

                return [.. posts.SelectMany(p => p.Value.Select(post => (authors[p.Key], post.Text)))];
            }
        }

        throw new InvalidOperationException("The samples did not post two hundred times within a day.");
    }
}
