using System.Text.Json;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Tests.Engine.Agents.Definitions;

public sealed class DefinitionSchemaTests
{
    [Fact]
    public void The_schema_file_is_the_one_that_the_table_of_fields_gives()
    {
        var expected = DefinitionSchema.Write();
        if (AgentsFolder.Schema != expected)
        {
            var written = Path.Combine(AppContext.BaseDirectory, "agent.schema.json");
            File.WriteAllText(written, expected);
            Assert.Fail($"agents/agent.schema.json is out of date. The right text is in {written}; copy it there.");
        }
    }

    [Fact]
    public void Every_field_of_the_table_is_in_the_schema_and_no_other()
    {
        using var schema = JsonDocument.Parse(AgentsFolder.Schema);
        var paths = Paths(schema.RootElement, "").ToList();
        Assert.Equal(DefinitionFields.All.Select(field => field.Path).Order(StringComparer.Ordinal), paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_field_says_what_it_does()
    {
        Assert.All(DefinitionFields.All, field => Assert.True(field.Description.Length > 3 && field.Description.EndsWith('.'), field.Path));
    }

    [Fact]
    public void Every_field_that_changes_something_is_read_by_the_parser()
    {
        var reads = new HashSet<string>(StringComparer.Ordinal);
        new DefinitionReader(DocumentNode.Read("""{"id":"ada"}"""), null) { Reads = reads }.Read("ada");

        var unread = DefinitionFields.All
            .Where(field => field is { KeptOnly: false, Secret: false } && field.Kind != FieldKind.Section && !reads.Contains(field.Path))
            .Select(field => field.Path);
        Assert.Empty(unread);
    }

    [Fact]
    public void No_field_that_is_only_kept_is_read()
    {
        var reads = new HashSet<string>(StringComparer.Ordinal);
        new DefinitionReader(DocumentNode.Read("""{"id":"ada"}"""), null) { Reads = reads }.Read("ada");
        Assert.Empty(DefinitionFields.All.Where(field => field.KeptOnly && reads.Contains(field.Path)).Select(field => field.Path));
    }

    [Fact]
    public void Defaults_of_the_schema_are_what_a_bare_definition_gets()
    {
        // The record that follows from an empty document equals the one that follows from all defaults written out.
        using var schema = JsonDocument.Parse(AgentsFolder.Schema);
        var spelt = JsonSerializer.Serialize(Defaults(schema.RootElement));
        var bare = AgentDefinitionParser.Parse("""{"id":"ada"}""", "");
        var full = AgentDefinitionParser.Parse(spelt.Replace("\"id\":null", "\"id\":\"ada\"", StringComparison.Ordinal), "");

        Assert.Empty(full.Problems);
        Assert.Equal(JsonSerializer.Serialize(bare.Definition), JsonSerializer.Serialize(full.Definition));
    }

    private static Dictionary<string, object?> Defaults(JsonElement schema)
    {
        var document = new Dictionary<string, object?>();
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            if (property.Value.TryGetProperty("properties", out _))
            {
                document[property.Name] = Defaults(property.Value);
            }
            else if (property.Value.TryGetProperty("default", out var fallback))
            {
                document[property.Name] = fallback;
            }
            else if (property.Name == "id")
            {
                document[property.Name] = null;
            }
        }

        return document;
    }

    private static IEnumerable<string> Paths(JsonElement schema, string path)
    {
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            var own = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            yield return own;
            if (property.Value.TryGetProperty("properties", out _))
            {
                foreach (var inner in Paths(property.Value, own))
                {
                    yield return inner;
                }
            }
        }
    }
}
