using System.Text.Json;
using PuppetEngine.Engine.Llm.Structured;

namespace PuppetEngine.Tests.Engine.Llm;

public sealed class StructuredOutputTests
{
    private static readonly JsonElement Schema = JsonElement.Parse("""
        {"type":"object","properties":{"text":{"type":"string","minLength":1},"n":{"type":"integer"}},"required":["text"],"additionalProperties":false}
        """);

    [Theory]
    [InlineData("""{"text":"a","n":1}""", """{"text":"a","n":1}""")]
    [InlineData("```json\n{\"text\":\"a\"}\n```", """{"text":"a"}""")]
    [InlineData("Sure! Here it is:\n{\"text\":\"a } b\"} Hope it helps.", """{"text":"a } b"}""")]
    [InlineData("{'text': 'a', 'n': 1,}", """{"text":"a","n":1}""")]
    [InlineData("{text: \"a\" /* why */, // done\n n: 2}", """{"text":"a","n":2}""")]
    [InlineData("{\"text\": \"line\nbreak\"}", """{"text":"line\nbreak"}""")]
    [InlineData("{\"text\": \"a\", \"n\": 1", """{"text":"a","n":1}""")]
    [InlineData("{“text”: “a”}", """{"text":"a"}""")]
    public void Read_digs_out_and_mends(string text, string expected)
    {
        var read = StructuredOutput.Read(text, Schema, cut: false);

        Assert.True(read.Json is not null, read.Problem);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(read.Json)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON here")]
    [InlineData("{\"text\": \"never ended")]
    [InlineData("{\"other\": 1}")]
    [InlineData("{\"text\": 1}")]
    [InlineData("[1,2")]
    public void Read_refuses_what_is_no_answer(string text)
    {
        var read = StructuredOutput.Read(text, Schema, cut: false);

        Assert.Null(read.Json);
        Assert.NotEmpty(read.Problem!);
    }

    [Fact]
    public void Read_puts_no_brackets_to_an_answer_that_was_cut() => Assert.Null(StructuredOutput.Read("{\"text\": \"a\"", Schema, cut: true).Json);

    [Theory]
    [InlineData("""{"type":"string","maxLength":2}""", "\"ab\"", true)]
    [InlineData("""{"type":"string","maxLength":2}""", "\"😀😀\"", true)]
    [InlineData("""{"type":"string","maxLength":2}""", "\"abc\"", false)]
    [InlineData("""{"type":["string","null"]}""", "null", true)]
    [InlineData("""{"enum":["a","b"]}""", "\"c\"", false)]
    [InlineData("""{"const":3}""", "3.0", true)]
    [InlineData("""{"type":"integer","minimum":1,"exclusiveMaximum":5,"multipleOf":2}""", "4", true)]
    [InlineData("""{"type":"integer","minimum":1,"exclusiveMaximum":5}""", "5", false)]
    [InlineData("""{"type":"number"}""", "\"5\"", false)]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":2,"uniqueItems":true}""", "[1,2]", true)]
    [InlineData("""{"type":"array","items":{"type":"integer"},"uniqueItems":true}""", "[1,1]", false)]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"}],"items":false}""", "[\"a\",1]", false)]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "true", false)]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "1", false)]
    [InlineData("""{"allOf":[{"type":"integer"},{"minimum":3}]}""", "2", false)]
    [InlineData("""{"not":{"type":"string"}}""", "\"a\"", false)]
    [InlineData("""{"$ref":"#/$defs/Name","$defs":{"Name":{"type":"string","pattern":"^[a-z]+$"}}}""", "\"abc\"", true)]
    [InlineData("""{"$ref":"#/$defs/Name","$defs":{"Name":{"type":"string","pattern":"^[a-z]+$"}}}""", "\"ABC\"", false)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""", """{"a":1,"b":"x"}""", false)]
    [InlineData("""{"type":"object","required":["a"]}""", "{}", false)]
    [InlineData("""{"$ref":"#/$defs/Tree","$defs":{"Tree":{"type":"object","properties":{"next":{"$ref":"#/$defs/Tree"}},"required":["v"]}}}""", """{"v":1,"next":{"v":2,"next":{}}}""", false)]
    public void Validate_keeps_to_the_schema(string schema, string value, bool valid) =>
        Assert.Equal(valid, JsonSchemaValidator.Validate(JsonElement.Parse(schema), JsonElement.Parse(value)).Count == 0);

    [Theory]
    [InlineData("""{"$ref":"#/$defs/None"}""")]
    [InlineData("""{"$ref":"https://example.org/schema"}""")]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"type":"text"}""")]
    public void Validate_refuses_a_schema_that_cannot_be_used(string schema) =>
        Assert.Throws<FormatException>(() => JsonSchemaValidator.Validate(JsonElement.Parse(schema), JsonElement.Parse("1")));

    [Fact]
    public void Validate_names_the_place_and_never_the_value()
    {
        var problem = Assert.Single(JsonSchemaValidator.Validate(Schema, JsonElement.Parse("""{"text":"a","n":"secret"}""")));

        Assert.StartsWith("$.n:", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","properties":{}}},"required":["a"],"additionalProperties":false}""", false)]
    public void Qualifies_asks_what_strict_providers_ask(string schema, bool expected) => Assert.Equal(expected, StrictSchema.Qualifies(JsonElement.Parse(schema)));
}
