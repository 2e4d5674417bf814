using System.Globalization;
using System.Text.Json;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Simulation.Events;
using PuppetEngine.Tests.TestHost;
using PuppetEngine.Tests.TestKit.Texts;

namespace PuppetEngine.Tests.Simulation.Moods;

/// <summary>
/// A mood changes what is written: three towns that differ in nothing but a shift of mood, of which each prompt shows the mood section alone,
/// and whose posts a list of everyday words tells apart.
/// </summary>
public sealed class MoodInWritingTests(ITestOutputHelper output)
{
    private const int Agents = 24;
    private const int Seed = 61;
    private const double Shift = 0.8;
    private const double Least = 0.3;

    private static readonly string[] Interests = ["bread", "night trains", "gardens", "old maps", "harbours", "chess", "choirs", "astronomy", "databases", "running", "stray cats", "archives"];
    private static readonly string[] Manners = ["dry", "warm", "curious", "blunt", "poetic", "patient"];

    [Fact]
    public async Task A_shift_of_mood_changes_the_mood_section_alone_and_what_is_written()
    {
        var even = await WriteAsync(0);
        var bright = await WriteAsync(Shift);
        var gloomy = await WriteAsync(-Shift);
        foreach (var other in (List<Page>[])[bright, gloomy])
        {
            foreach (var (here, there) in even.Zip(other))
            {
                Assert.Equal(here.User, there.User);
                Assert.Equal(here.Sections.Keys, there.Sections.Keys);
                Assert.Equal("How you feel", Assert.Single(here.Sections.Keys, s => here.Sections[s] != there.Sections[s]));
            }
        }

        Assert.All(bright, p => Assert.Contains($"valence {Shift.ToString("0.00", CultureInfo.InvariantCulture)}", p.Sections["How you feel"], StringComparison.Ordinal));
        Assert.All(gloomy, p => Assert.Contains($"valence -{Shift.ToString("0.00", CultureInfo.InvariantCulture)}", p.Sections["How you feel"], StringComparison.Ordinal));
        var (low, middle, high) = (Mean(gloomy), Mean(even), Mean(bright));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mean valence of {Agents} posts: {low:0.000} at -{Shift}, {middle:0.000} at 0, {high:0.000} at +{Shift}"));
        foreach (var page in bright.Take(4).Concat(gloomy.Take(4)))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ValenceLexicon.Of(page.Text),6:0.00} {page.Text}"));
        }

        Assert.True(high - middle >= Least, $"a good mood moves the mean from {middle:0.000} to {high:0.000}");
        Assert.True(middle - low >= Least, $"a bad mood moves the mean from {middle:0.000} to {low:0.000}");
        var all = even.Concat(bright).Concat(gloomy).Select(p => string.Join(' ', TextGrams.Words(p.Text))).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    private static double Mean(List<Page> pages) => pages.Average(p => ValenceLexicon.Of(p.Text));

    /// <summary>A town whose agents have posted once, are moved, and post again; the second posts.</summary>
    private static async Task<List<Page>> WriteAsync(double shift)
    {
        await using var town = await Town.OpenAsync(Seed);
        await using var process = await Process.StartAsync(town);
        var ids = Enumerable.Range(0, Agents).Select(i => $"soul-{i:00}").ToList();
        for (var i = 0; i < Agents; i++)
        {
            var json = JsonSerializer.Serialize(new
            {
                id = ids[i],
                name = $"Soul {i:00}",
                description = "Somebody who lives by the water.",
                personality = new { traits = new[] { Manners[i % Manners.Length] }, interests = Enumerable.Range(0, 4).Select(n => Interests[(i + (n * 5)) % Interests.Length]) },
                behavior = new { post_frequency = new { min_hours_between_posts = 20, max_hours_between_posts = 23 } },
            });
            var result = await process.Grains.GetGrain<IAgentGrain>(ids[i]).Define(new DefinitionChange { Json = json, Source = "test", ContentHash = ids[i], Scopes = ApiScope.Admin });
            Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
        }

        await process.RunAsync(TimeSpan.FromMinutes(3));

        // An event moves a mood by 0.5 at the most.
        for (var half = 0; half < 2 && shift != 0; half++)
        {
            await EventPlace.PublishAsync(process, $"half-{half}", EventTypes.MoodShift, JsonSerializer.Serialize(new { valence_shift = shift / 2, quiet = true }));
        }

        await process.RunAsync(TimeSpan.FromSeconds(30));
        foreach (var id in ids)
        {
            var asked = await process.Grains.GetGrain<IAgentGrain>(id).Post(new PostCommand { Cause = $"test/{id}", BodyHash = id, Force = true });
            Assert.NotNull(asked.Effect);
        }

        await process.RunAsync(TimeSpan.FromMinutes(3));
        var pages = new List<Page>();
        foreach (var id in ids)
        {
            var draft = (await Books.JournalAsync(process.Services, id)).Last(r => r.Kind == JournalKinds.Drafted);
            var payload = EventPlace.PayloadOf(draft);
            var messages = payload["drafts"]![0]!["messages"]!.AsArray();
            var text = (await process.Grains.GetGrain<IAgentGrain>(id).GetCard()).LastPostText;
            Assert.Equal(text, (string)payload["payload"]!["text"]!);
            pages.Add(Page.Of((string)messages[0]!["text"]!, (string)messages[1]!["text"]!, text!));
        }

        return pages;
    }

    /// <summary>A prompt by its sections, and what came of it.</summary>
    private sealed record Page(Dictionary<string, string> Sections, string User, string Text)
    {
        public static Page Of(string system, string user, string text) => new(
            system.Split("\n\n# ").ToDictionary(s => s[..Math.Max(0, s.IndexOf('\n', StringComparison.Ordinal))], s => s),
            user,
            text);
    }
}
