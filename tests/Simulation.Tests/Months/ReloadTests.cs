using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Simulation.Months;

/// <summary>A definition that changes while a model writes: the turn ends by the definition that it began with, the next one has the new.</summary>
[Collection(nameof(Month))]
public sealed class ReloadTests(Month month)
{
    [Fact]
    public void A_turn_belongs_to_one_version_of_the_definition()
    {
        var rows = month.Journals[month.Reloaded.Id];
        var arrival = Assert.Single(rows, r => r.Kind == JournalKinds.Definition && (long)Month.PayloadOf(r)["version"]! == 2);
        var drafted = rows.Where(r => r.Kind == JournalKinds.Drafted).ToList();
        var meanwhile = drafted.First(r => r.Seq > arrival.Seq);
        var next = drafted.First(r => r.Seq > meanwhile.Seq);

        Assert.Equal(2, month.Reload.Version);
        Assert.Equal(["style_guide.vocabulary.avoid_terms", "style_guide.voice"], month.Reload.Changed.Order());
        var composed = Month.PayloadOf(meanwhile);
        Assert.Equal(1, (long)composed["definition_version"]!);
        Assert.DoesNotContain(Month.NewVoice, System(composed), StringComparison.Ordinal);
        // The new definition would have refused this very answer.
        Assert.Equal(Month.AnswerMeanwhile, (string)composed["payload"]!["text"]!);
        Assert.Equal("", (string)composed["verdict"]!);
        var turn = Assert.Single(month.Turns, t => t.EffectId == meanwhile.EffectId);
        Assert.Equal("confirmed", turn.State);
        Assert.Contains(month.Posts, p => p.Text == Month.AnswerMeanwhile && p.At == turn.LandedAt);

        var after = Month.PayloadOf(next);
        Assert.Equal(2, (long)after["definition_version"]!);
        Assert.Contains(Month.NewVoice, System(after), StringComparison.Ordinal);
        Assert.All(drafted.Where(r => r.Seq > meanwhile.Seq), r => Assert.Equal(2, (long)Month.PayloadOf(r)["definition_version"]!));
    }

    private static string System(System.Text.Json.Nodes.JsonNode composed) => (string)composed["drafts"]![0]!["messages"]![0]!["text"]!;
}
