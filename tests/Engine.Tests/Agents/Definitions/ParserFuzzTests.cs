using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Randomness;

namespace PuppetEngine.Tests.Engine.Agents.Definitions;

/// <summary>Whatever a file holds, the parser answers; what it accepts, it accepts again as it stored it.</summary>
public sealed class ParserFuzzTests
{
    private static readonly string[] Values = ["null", "0", "-1", "1e400", "\"\"", "\"x\"", "[]", "{}", "[[]]", "true", "\"\\ud800\"", "{\"id\":1}", "9007199254740993", "\"***\"", "\"secret:x/bob\""];

    [Fact]
    public void A_damaged_file_never_throws()
    {
        var random = new DeterministicRandom(20261121);
        foreach (var golden in new[] { "original-style.json", "documented-fields.json" })
        {
            var text = AgentsFolder.Golden(golden);
            for (var i = 0; i < 1500; i++)
            {
                var damaged = text.ToCharArray().ToList();
                for (var edits = random.NextInt(4); edits >= 0; edits--)
                {
                    var place = random.NextInt(damaged.Count);
                    switch (random.NextInt(3))
                    {
                        case 0: damaged.RemoveRange(place, Math.Min(random.NextInt(30), damaged.Count - place)); break;
                        case 1: damaged.Insert(place, "{}[]\",:\\0\u0001é"[random.NextInt(11)]); break;
                        default: damaged.InsertRange(place, Values[random.NextInt(Values.Length)]); break;
                    }
                }

                Check(string.Concat(damaged));
            }
        }
    }

    [Fact]
    public void Every_field_takes_every_value_or_refuses_it_in_words()
    {
        foreach (var field in DefinitionFields.All)
        {
            foreach (var value in Values)
            {
                var parts = field.Path.Split('.');
                var inner = parts.Skip(1).Reverse().Aggregate($"{value}", (json, name) => $"{{\"{name}\":{json}}}");
                Check(parts[0] == "id" ? $"{{\"id\":{value}}}" : $"{{\"id\":\"ada\",\"{parts[0]}\":{inner}}}");
            }
        }
    }

    private static void Check(string json)
    {
        var parsed = AgentDefinitionParser.Parse(json, "f.json");
        if (parsed.Definition is null)
        {
            Assert.Contains(parsed.Problems, problem => problem.Fatal);
            Assert.All(parsed.Problems, problem => Assert.True(problem.Message.Length > 20 && problem.File == "f.json"));
            return;
        }

        var again = AgentDefinitionParser.Parse(parsed.CanonicalJson, "f.json");
        Assert.NotNull(again.Definition);
        Assert.Equal(parsed.CanonicalJson, again.CanonicalJson);
        Assert.Empty(again.Credentials);
        Assert.True(parsed.Definition.PostRule().Max >= parsed.Definition.PostRule().Min);
    }
}
