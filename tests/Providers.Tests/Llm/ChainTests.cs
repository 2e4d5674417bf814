using System.Text.Json;

namespace PuppetEngine.Tests.Providers.Llm;

public sealed class ChainTests(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private const string Schema = """
        {"type":"object","properties":{"title":{"type":"string","minLength":3},"score":{"type":"integer","minimum":1,"maximum":5}},"required":["title","score"],"additionalProperties":false}
        """;

    private static readonly Dictionary<string, decimal> Wished = new()
    {
        ["temperature"] = 0.25m, ["top_p"] = 0.5m, ["frequency_penalty"] = -0.5m, ["presence_penalty"] = 1.5m, ["seed"] = 3,
    };

    [Fact]
    public async Task A_tier_answers_and_the_answer_says_which_and_what_it_cost()
    {
        await fixture.ResetAsync();
        using var sut = fixture.Chain();

        var answer = await sut.AskAsync();

        Assert.Null(answer.Error);
        Assert.NotEmpty(answer.Text);
        Assert.Equal("openai", answer.Tier);
        Assert.True(answer.Usage is { PromptTokens: > 0, CompletionTokens: > 0, MicroDollars: > 0, PriceUnknown: false });
        Assert.Equal(answer.Usage, Assert.Single(sut.Budget.Settled).Settled);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("azure")]
    [InlineData("xai")]
    [InlineData("google")]
    [InlineData("deepseek")]
    [InlineData("kimi")]
    [InlineData("dashscope")]
    public async Task Every_provider_answers_when_it_is_preferred(string provider)
    {
        await fixture.ResetAsync();
        using var sut = fixture.Chain();

        var answer = await sut.AskAsync(sut.Request(schema: Schema) with { PreferredProvider = provider, Temperature = 0.9, TopP = 0.9, PresencePenalty = 1, Seed = 3 });

        Assert.True(answer.Error is null, answer.Detail);
        Assert.Single(answer.Attempts);
        Assert.InRange(JsonElement.Parse(answer.Text).GetProperty("score").GetInt32(), 1, 5);
    }

    // What each model may be told, by the table of providers; the length of an answer has another name at some.
    [Theory]
    [InlineData("openai", "gpt-5-mini", "max_completion_tokens", "seed")]
    [InlineData("openai", "gpt-4.1-mini", "frequency_penalty", "max_completion_tokens", "presence_penalty", "seed", "temperature", "top_p")]
    [InlineData("azure", "gpt-5-mini", "max_completion_tokens", "seed")]
    [InlineData("grok", "grok-4.3", "max_completion_tokens", "seed", "temperature", "top_p")]
    [InlineData("grok", "grok-4-fast-non-reasoning", "frequency_penalty", "max_completion_tokens", "presence_penalty", "seed", "temperature", "top_p")]
    [InlineData("gemini", "gemini-3.5-flash-lite", "max_tokens", "temperature", "top_p")]
    [InlineData("deepseek", "deepseek-flash", "frequency_penalty", "max_tokens", "presence_penalty", "temperature", "top_p")]
    [InlineData("openrouter", "moonshotai/kimi-k2.6", "frequency_penalty", "max_tokens", "presence_penalty", "seed", "temperature", "top_p")]
    [InlineData("qwen", "qwen3.6-plus", "frequency_penalty", "max_tokens", "presence_penalty", "seed", "temperature", "top_p")]
    public async Task Wishes_go_over_the_wire_where_the_model_takes_them(string provider, string model, params string[] fields)
    {
        await fixture.ResetAsync();
        using var sut = fixture.Chain();

        var answer = await sut.AskAsync(sut.Request() with
        {
            PreferredProvider = provider, Model = model, MaxOutputTokens = 50, Temperature = 0.25, TopP = 0.5, FrequencyPenalty = -0.5, PresencePenalty = 1.5, Seed = 3,
        });

        Assert.True(answer.Error is null, answer.Detail);
        var asked = JsonElement.Parse(await fixture.ReadAsync("control/llm/requests")).GetProperty("items").EnumerateArray().Single();
        var sent = asked.GetProperty("parameters").EnumerateObject().ToDictionary(parameter => parameter.Name, parameter => parameter.Value.GetDecimal());
        Assert.Equal((provider, model), (asked.GetProperty("provider").GetString(), asked.GetProperty("model").GetString()));
        Assert.Equal(fields.Order(StringComparer.Ordinal), sent.Keys.Order(StringComparer.Ordinal));
        Assert.All(sent.Where(parameter => Wished.ContainsKey(parameter.Key)), parameter => Assert.Equal(Wished[parameter.Key], parameter.Value));
    }

    [Theory]
    [InlineData("gpt-4.1", 50, "a model that does not reason")]
    [InlineData("o3-mini", 1_650, "one that does, with an allowance for it")]
    public async Task A_wished_model_gets_the_room_that_its_family_needs(string model, int most, string why)
    {
        await fixture.ResetAsync();
        using var sut = fixture.Chain();

        await sut.AskAsync(sut.Request() with { PreferredProvider = "openai", Model = model, MaxOutputTokens = 50 });

        var asked = JsonElement.Parse(await fixture.ReadAsync("control/llm/requests")).GetProperty("items").EnumerateArray().Single();
        Assert.True(asked.GetProperty("parameters").GetProperty("max_completion_tokens").GetInt32() == most, why);
    }
}
