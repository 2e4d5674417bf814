using System.Text.Json;

namespace PuppetEngine.Tests.Emulators.Llm.Schema;

public sealed class SchemaWriterTests
{
    public static TheoryData<string> Schemas =>
    [
        """{"type":"object","properties":{"text":{"type":"string","maxLength":40},"mood":{"enum":["calm","angry"]},"score":{"type":"number","minimum":0,"maximum":1}},"required":["text","mood","score"],"additionalProperties":false}""",
        """{"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#"}}},"required":["name"]}""",
        """{"$defs":{"node":{"type":"object","properties":{"value":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["value","next"],"additionalProperties":false}},"$ref":"#/$defs/node"}""",
        """{"type":"array","items":{"type":"string","enum":["a","b","c","d"]},"minItems":3,"maxItems":4,"uniqueItems":true}""",
        """{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false,"minItems":2}""",
        """{"type":"integer","exclusiveMinimum":10,"exclusiveMaximum":12}""",
        """{"type":"integer","minimum":100,"maximum":200,"multipleOf":7}""",
        """{"type":"number","exclusiveMinimum":0,"maximum":0.001}""",
        """{"type":"number","minimum":-5,"maximum":-4,"multipleOf":0.25}""",
        """{"type":"number","minimum":1000000}""",
        """{"type":"string","minLength":120,"maxLength":125}""",
        """{"type":"string","maxLength":0}""",
        """{"type":"string","pattern":"^[A-Z]{3}-\\d{4}$"}""",
        """{"type":"string","pattern":"^(yes|no|maybe)$"}""",
        """{"type":"string","pattern":"^#[0-9a-fA-F]{6}$"}""",
        """{"type":"string","pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*$"}""",
        """{"type":"string","pattern":"\\$\\d+\\.\\d{2}"}""",
        """{"type":"object","properties":{"at":{"type":"string","format":"date-time"},"day":{"type":"string","format":"date"},"id":{"type":"string","format":"uuid"},"mail":{"type":"string","format":"email"},"site":{"type":"string","format":"uri"},"ip":{"type":"string","format":"ipv6"}},"required":["at","day","id","mail","site","ip"]}""",
        """{"const":{"fixed":[1,null,true]}}""",
        """{"enum":[null,1,"two",{"three":3}]}""",
        """{"type":["string","null"]}""",
        """{"type":["null","integer"],"minimum":3}""",
        """{"anyOf":[{"type":"object","properties":{"kind":{"const":"a"},"a":{"type":"string"}},"required":["kind","a"]},{"type":"object","properties":{"kind":{"const":"b"},"b":{"type":"integer"}},"required":["kind","b"]}]}""",
        """{"type":"object","properties":{"base":{"type":"string"}},"required":["base"],"anyOf":[{"properties":{"x":{"type":"integer"}},"required":["x"]},{"properties":{"y":{"type":"boolean"}},"required":["y"]}]}""",
        """{"oneOf":[{"type":"string","minLength":5},{"type":"integer"}]}""",
        """{"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{"type":"boolean"}},"required":["b"]}]}""",
        """{"type":"object","additionalProperties":{"type":"integer","minimum":1},"minProperties":2}""",
        """{"type":"object","required":["undeclared"],"properties":{"other":{"type":"array","maxItems":0}}}""",
        """{"type":"object","properties":{"a/b":{"type":"string"},"c~d":{"type":"null"},"":{"type":"boolean"},"日本":{"type":"string","maxLength":3}},"required":["a/b","c~d","","日本"]}""",
        """{"definitions":{"pos":{"type":"integer","minimum":1}},"type":"array","items":{"$ref":"#/definitions/pos"},"minItems":5}""",
        """{"type":"object","properties":{"deep":{"type":"object","properties":{"deep":{"type":"object","properties":{"deep":{"type":"object","properties":{"deep":{"type":"object","properties":{"deep":{"type":"object","properties":{"leaf":{"type":"string"}},"required":["leaf"]}},"required":["deep"]}},"required":["deep"]}},"required":["deep"]}},"required":["deep"]}},"required":["deep"]}""",
        """{}""",
    ];

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task Answer_is_valid_under_the_schema_whatever_the_seed(string schema)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        for (var seed = 0; seed < 8; seed++)
        {
            var answer = await sut.ChatAsync(Body(schema, seed));
            Assert.Equal(200, answer.Status);
            var content = answer.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
            Assert.True(SchemaCheck.Of(schema, content) is { Count: 0 }, $"{content}\n{string.Join('\n', SchemaCheck.Of(schema, content))}");
        }
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"self":{"$ref":"#"}},"required":["self"]}""")]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"$ref":"#/$defs/missing"}""")]
    public async Task Schema_that_nothing_can_meet_is_the_caller_s_fault(string schema)
    {
        await using var sut = await EmulatorFixture.StartAsync();

        Assert.Equal(400, (await sut.ChatAsync(Body(schema, 1))).Status);
    }

    private static string Body(string schema, int seed) =>
        $$$"""{"model":"gpt-5-mini","seed":{{{seed}}},"messages":[{"role":"user","content":"Answer."}],"response_format":{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":{{{schema}}} } } }""";
}
