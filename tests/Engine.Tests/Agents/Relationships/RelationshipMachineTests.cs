using FsCheck;
using FsCheck.Fluent;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Tests.Engine.Agents.Relationships;

public sealed class RelationshipMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Relationship Bob = RelationshipMachine.Stranger("9", "bob", isAgent: false);

    private static Interaction Met(string id) => new(id, "mention", Start, "asked about bells", Provenance.External);

    [Fact]
    public void Apply_moves_within_the_bounds_of_one_interaction()
    {
        var after = RelationshipMachine.Apply(Bob, new RelationshipProposal { Sentiment = 5, Familiarity = 0.9, Trust = -7, Note = "Owns a bakery." }, Met("1"), Provenance.External);
        Assert.Equal((0.2, 0.1, -0.2), (after.Sentiment, after.Familiarity, after.Trust));
        Assert.Equal(new RelationshipNote("Owns a bakery.", Start, Provenance.External), Assert.Single(after.Notes));
        Assert.Equal((1L, Start, Provenance.External), (after.Interactions, after.LastAt!.Value, after.Provenance));
    }

    [Fact]
    public void Apply_the_same_interaction_again_changes_nothing()
    {
        var once = RelationshipMachine.Apply(Bob, new RelationshipProposal { Sentiment = 0.1 }, Met("1"), Provenance.External);
        Assert.Same(once, RelationshipMachine.Apply(once, new RelationshipProposal { Sentiment = 0.1 }, Met("1"), Provenance.External));
    }

    [Fact]
    public void Apply_familiarity_never_falls() =>
        Assert.Equal(0.5, RelationshipMachine.Apply(Bob with { Familiarity = 0.5 }, new RelationshipProposal { Familiarity = -0.4 }, Met("1"), Provenance.Self).Familiarity);

    [Fact]
    public void No_sequence_of_proposals_leaves_the_bounds_or_grows_without_end()
    {
        var numbers = Gen.Elements(0.1, -0.1, 3, -3, double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        var proposals = numbers.ArrayOf(3).Select(t => new RelationshipProposal { Sentiment = t[0], Familiarity = t[1], Trust = t[2] }).ArrayOf(40).ToArbitrary();
        Prop.ForAll(proposals, sequence =>
        {
            var relationship = Bob;
            for (var i = 0; i < sequence.Length; i++)
            {
                relationship = RelationshipMachine.Apply(relationship, sequence[i] with { Note = $"note {i} " + new string('x', 500), SharedExperience = $"walk {i}" }, Met($"{i}"), Provenance.External);
            }

            return relationship is { Sentiment: >= -1 and <= 1, Familiarity: >= 0 and <= 1, Trust: >= -1 and <= 1 }
                && relationship.Notes.Length <= RelationshipMachine.MostNotes && relationship.SharedExperiences.Length <= RelationshipMachine.MostNotes
                && relationship.Recent.Length <= RelationshipMachine.MostInteractions
                && relationship.Notes.All(note => note.Text.Length <= RelationshipMachine.LongestNote)
                && relationship.Interactions == sequence.Length;
        }).Check();
    }

    [Fact]
    public void Apply_a_note_with_half_an_emoji_at_its_cut_stays_whole()
    {
        var note = RelationshipMachine.Apply(Bob, new RelationshipProposal { Note = new string('x', 278) + "🎈🎈" }, Met("1"), Provenance.Self).Notes[0].Text;
        Assert.EndsWith("…", note, StringComparison.Ordinal);
        Assert.DoesNotContain(note, char.IsSurrogate);
    }

    [Fact]
    public void Initial_reads_the_originals_objects_and_the_later_documents_texts()
    {
        var definition = AgentDefinitionParser.Parse(
            """
            {"id":"ada","initial_memory":{"relationships":{
              "claudia-agent":{"targetAgentId":"claudia-agent","sentiment":0.4,"familiarity":7,"trust":-0.1,"lastInteractionDate":"2025-05-01T10:00:00Z",
                "notes":["talks too fast",{"content":"owes me a spring"}],"sharedExperiences":["the flood"],"recentInteractions":[{"description":"argued","timestamp":1}]},
              "other_agents":{"nori":"lends me ink"},"users":{"@tom":"asks about islands"},"max":{"notes":"one note alone"},"empty":{}}}}
            """, "").Definition!;
        var all = RelationshipMachine.Initial(definition, id => id == "claudia-agent", Start).ToDictionary(r => r.TargetId);

        Assert.Equal(["claudia-agent", "nori", "tom", "max", "empty"], all.Keys);
        var claudia = all["claudia-agent"];
        Assert.Equal((0.4, 1.0, -0.1, true), (claudia.Sentiment, claudia.Familiarity, claudia.Trust, claudia.IsAgent));
        Assert.Equal(["talks too fast", "owes me a spring"], claudia.Notes.Select(n => n.Text));
        Assert.Equal(["the flood"], claudia.SharedExperiences.Select(n => n.Text));
        Assert.Equal("argued", Assert.Single(claudia.Recent).Summary);
        Assert.Equal(2025, claudia.LastAt!.Value.Year);
        Assert.All(claudia.Notes, note => Assert.Equal(Provenance.Operator, note.Provenance));
        Assert.Equal((true, false), (all["nori"].IsAgent, all["tom"].IsAgent));
        Assert.Equal("asks about islands", all["tom"].Notes[0].Text);
        Assert.Equal("one note alone", all["max"].Notes[0].Text);
    }

    [Fact]
    public void Describe_says_it_in_words()
    {
        Assert.StartsWith("somebody you have not met before, to whom you are indifferent (", RelationshipWords.Describe(Bob), StringComparison.Ordinal);
        Assert.Equal(
            "an acquaintance, whom you like and whom you trust a little (sentiment 0.40, familiarity 0.35, trust 0.20)",
            RelationshipWords.Describe(Bob with { Sentiment = 0.4, Familiarity = 0.35, Trust = 0.2 }));
    }
}
