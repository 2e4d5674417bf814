using System.Text.Json;
using PuppetEngine.Engine.Agents.Moods;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Llm.Structured;

namespace PuppetEngine.Tests.Engine.Agents.Relationships;

public sealed class RelationshipAnswerTests
{
    [Fact]
    public void The_schema_may_be_sent_as_strict_and_its_answer_is_read_whole()
    {
        const string Answer = """{"sentiment_change":0.1,"familiarity_change":0.05,"trust_change":-0.02,"note":"Bakes.","shared_experience":"","mood_change":{"valence":0.1,"arousal":0,"dominance":-0.1}}""";
        var schema = JsonElement.Parse(RelationshipAnswer.Schema);
        Assert.True(StrictSchema.Qualifies(schema));
        Assert.Empty(JsonSchemaValidator.Validate(schema, JsonElement.Parse(Answer)));
        Assert.Equal(
            new RelationshipProposal { Sentiment = 0.1, Familiarity = 0.05, Trust = -0.02, Note = "Bakes.", Mood = new MoodShift(0.1, 0, -0.1) },
            RelationshipAnswer.Parse(Answer));
    }

    [Theory]
    [InlineData("""{"sentiment":0.1,"familiarity":0.05,"trust":0.02,"note":"n"}""", 0.1, 0.05, 0.02, "n")]
    [InlineData("""{"sentimentShift":-0.1,"familiarityShift":0.05,"notes":["n","m"]}""", -0.1, 0.05, 0, "n")]
    [InlineData("""{"sentimentChange":"+0.1","familiarityChange":"much","trustChange":null,"newNote":"n"}""", 0.1, 0, 0, "n")]
    [InlineData("""{"sentiment_change":"NaN","trust_change":1e999}""", 0, 0, 0, "")]
    [InlineData("{}", 0, 0, 0, "")]
    public void Parse_reads_other_names_and_takes_no_nonsense(string json, double sentiment, double familiarity, double trust, string note)
    {
        var proposal = RelationshipAnswer.Parse(json)!;
        Assert.Equal((sentiment, familiarity, trust, note), (proposal.Sentiment, proposal.Familiarity, proposal.Trust, proposal.Note));
    }

    [Theory, InlineData(""), InlineData("[1]"), InlineData("I like them."), InlineData("{")]
    public void Parse_of_what_is_no_object_is_null(string json) => Assert.Null(RelationshipAnswer.Parse(json));
}
