using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Tests.Engine.Events;

public sealed class EventDataTests
{
    [Fact]
    public void News_reads_the_originals_members()
    {
        var (data, _, _) = EventData.Read(EventTypes.News, """{"headline":"Ferry late","topic":"ferries","description":"Fog again.","url":null,"importance":0.9}""");

        Assert.Equal(("Ferry late. Fog again.", "ferries", 0.9), (data!.Text, data.Topic, data.Importance));
    }

    [Fact]
    public void Mood_shift_takes_the_originals_spelling_and_choices()
    {
        var (original, _, _) = EventData.Read(EventTypes.MoodShift, """{"name":"creative surge","valenceShift":0.3,"arousalShift":0.4,"dominanceShift":0.3}""");
        var (choices, _, _) = EventData.Read(EventTypes.MoodShift, """{"choices":[{"name":"a","valence_shift":0.1},{"name":"b","arousal_shift":-0.2}]}""");

        Assert.Equal(new MoodChoice("creative surge", 0.3, 0.4, 0.3), Assert.Single(original!.Moods));
        Assert.Equal([new MoodChoice("a", 0.1, 0, 0), new MoodChoice("b", 0, -0.2, 0)], choices!.Moods);
    }

    [Fact]
    public void A_type_of_ones_own_may_carry_anything() => Assert.NotNull(EventData.Read("build.failed", """{"job":{"id":7}}""").Data);

    [Theory]
    [InlineData(EventTypes.News, "{}", "data.headline")]
    [InlineData(EventTypes.News, """{"headline":7}""", "data.headline")]
    [InlineData(EventTypes.News, """{"headline":"x","importance":2}""", "data.importance")]
    [InlineData(EventTypes.Scheduled, """{"description":" "}""", "data.description")]
    [InlineData(EventTypes.MoodShift, "{}", "data.valence_shift")]
    [InlineData(EventTypes.MoodShift, """{"valence_shift":"NaN"}""", "data.valence_shift")]
    [InlineData(EventTypes.MoodShift, """{"choices":[]}""", "data.choices")]
    [InlineData(EventTypes.MoodShift, """{"valence_shift":0.2,"quiet":"yes"}""", "data.quiet")]
    [InlineData(EventTypes.MoodShift, """{"choices":[{"valence_shift":-3}]}""", "data.choices[0].valence_shift")]
    [InlineData("own", "[]", "data")]
    [InlineData("own", "{", "data")]
    public void What_is_wrong_is_named(string type, string json, string field)
    {
        var (data, at, problem) = EventData.Read(type, json);

        Assert.Null(data);
        Assert.Equal(field, at);
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Data_has_a_bound() => Assert.Equal("data", EventData.Read("own", $$"""{"a":"{{new string('x', EventData.MaxCharacters)}}"}""").Field);

    [Fact]
    public void An_id_follows_from_source_and_cause()
    {
        Assert.Equal(EventId.From("api:ops", "k"), EventId.From("api:ops", "k"));
        Assert.NotEqual(EventId.From("api:ops", "k"), EventId.From("api:op", "sk"));
        Assert.Matches("^v[0-9a-f]{31}$", EventId.From("api:ops", "k"));
    }
}
