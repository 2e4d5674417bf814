using System.Text.Json;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class MentionTextTests
{
    /// <summary>Vectors recorded from the vendor's library (npm twitter-text 3.1.0): handle, start and end in UTF-16 units.</summary>
    [Fact]
    public void Find_equals_the_vendors_library_on_every_recorded_text()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Social", "Data", "mentions.json")));
        var differences = document.RootElement.EnumerateArray()
            .Select(v => (Text: v.GetProperty("text").GetString()!, Told: string.Join(' ', v.GetProperty("mentions").EnumerateArray().Select(m => $"{m[0].GetString()}:{m[1]}-{m[2]}"))))
            .Select(v => (v.Text, v.Told, Own: string.Join(' ', MentionText.Find(v.Text).Select(m => $"{m.Handle}:{m.Index}-{m.Index + m.Length}"))))
            .Where(v => v.Told != v.Own)
            .Select(v => $"{JsonSerializer.Serialize(v.Text)}: {v.Told}, here {v.Own}")
            .ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void Handles_names_each_once_whatever_its_case() => Assert.Equal(["Ada", "bob"], MentionText.Handles("@Ada and @bob and @ADA"));

    [Fact]
    public void Without_leaves_what_is_said() => Assert.Equal("what do you think?", MentionText.Without("@ada @bob what do  you think? "));

    [Fact]
    public void Find_takes_the_long_handles_of_the_emulated_world() =>
        Assert.Equal("a_handle_of_more_than_twenty_characters", Assert.Single(MentionText.Find("hi @a_handle_of_more_than_twenty_characters!")).Handle);
}
