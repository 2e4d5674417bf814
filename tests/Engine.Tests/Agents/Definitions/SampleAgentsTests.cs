using System.Text.Json;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Tests.Engine.Agents.Definitions;

public sealed class SampleAgentsTests
{
    public static TheoryData<string> Names => [.. AgentsFolder.Samples.Select(sample => sample.Name)];

    private static AgentDefinition Load(string name) => AgentDefinitionParser.Parse(AgentsFolder.Samples.Single(sample => sample.Name == name).Text, name).Definition!;

    [Theory, MemberData(nameof(Names))]
    public void A_sample_loads_without_a_problem(string name)
    {
        var parsed = AgentDefinitionParser.Parse(AgentsFolder.Samples.Single(sample => sample.Name == name).Text, name);
        Assert.Empty(parsed.Problems);
        Assert.Empty(parsed.Credentials);
        Assert.Equal(Path.GetFileNameWithoutExtension(name), parsed.AgentId);
        Assert.Contains("sample", parsed.Definition!.Tags);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_sample_satisfies_the_schema(string name)
    {
        using var schema = JsonDocument.Parse(AgentsFolder.Schema);
        using var sample = JsonDocument.Parse(AgentsFolder.Samples.Single(sample => sample.Name == name).Text);
        Assert.Empty(SchemaCheck.Validate(schema.RootElement, sample.RootElement));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_sample_has_only_fields_that_the_schema_knows(string name)
    {
        var parsed = AgentDefinitionParser.Parse(AgentsFolder.Samples.Single(sample => sample.Name == name).Text, name);
        Assert.All(DefinitionDiff.Changed(null, parsed.CanonicalJson), path => Assert.NotNull(DefinitionFields.Find(path)));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_sample_can_be_watched_and_has_something_to_say(string name)
    {
        var sample = Load(name);
        Assert.InRange(sample.Behavior.PostFrequency.MinHours, 0.005, 0.03);
        Assert.InRange(sample.Behavior.PostFrequency.MaxHours, 0.005, 0.03);
        Assert.True(sample.Personality.Interests.Count >= 10);
        Assert.True(sample.Style.KeyTerms.Count >= 10);
        Assert.True(sample.InitialMemory.CoreMemories.Count >= 3);
        Assert.False(sample.HasCustomPrompt);
    }

    [Fact]
    public void Samples_are_at_least_eight_and_differ_in_zone_interests_and_words()
    {
        var samples = AgentsFolder.Samples.Select(sample => Load(sample.Name)).ToList();
        Assert.True(samples.Count >= 8);
        Assert.Equal(samples.Count, samples.Select(sample => sample.Zone.Id).Distinct().Count());
        var interests = samples.SelectMany(sample => sample.Personality.Interests).ToList();
        Assert.Equal(interests.Count, interests.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        var shared = samples.SelectMany(sample => sample.Style.KeyTerms.Distinct(StringComparer.OrdinalIgnoreCase)).GroupBy(term => term.ToLowerInvariant()).Where(group => group.Count() > 1);
        Assert.Empty(shared.Select(group => group.Key));
    }
}
