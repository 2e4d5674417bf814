using System.Text.Json;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class WeightedLengthTests
{
    /// <summary>
    /// Vectors recorded from the vendor's library (npm twitter-text 3.1.0), except for emoji sequences that are newer than its list or
    /// no sequence of the standard: those we weigh by their structure, as the service does with its current list.
    /// </summary>
    private static readonly string[] NewerThanTheLibrary = ["🧑🏿‍🤝‍🧑🏻", "👁️‍🗨️", "👩‍👩", "🐻‍❄️", "🫱🏻‍🫲🏿", "❤️‍🔥"];

    [Fact]
    public void Of_equals_the_vendors_library_on_every_recorded_text()
    {
        var differences = Vectors()
            .Where(v => !NewerThanTheLibrary.Contains(v.Text))
            .Select(v => (v.Text, v.Weight, v.Valid, Own: WeightedLength.Of(v.Text), OwnValid: WeightedLength.IsValid(v.Text)))
            .Where(v => (v.Weight, v.Valid) != (v.Own, v.OwnValid))
            .Select(v => $"{JsonSerializer.Serialize(v.Text)}: {v.Weight} {v.Valid}, here {v.Own} {v.OwnValid} [{string.Join(" ", UrlScanner.Find(v.Text).Select(u => u.Url))}]")
            .ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void Of_counts_any_emoji_sequence_as_two() => Assert.All(NewerThanTheLibrary, s => Assert.Equal(2, WeightedLength.Of(s)));

    private static List<(string Text, int Weight, bool Valid)> Vectors()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Social", "Data", "weighted-length.json")));
        return [.. document.RootElement.EnumerateArray().Select(v => (v.GetProperty("text").GetString()!, v.GetProperty("weight").GetInt32(), v.GetProperty("valid").GetBoolean()))];
    }
}
