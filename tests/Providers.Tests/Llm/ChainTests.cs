using System.Text.Json;

namespace PuppetEngine.Tests.Providers.Llm;

public sealed class ChainTests(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private const string Schema = """
        {"type":"object","properties":{"title":{"type":"string","minLength":3},"score":{"type":"integer","minimum":1,"maximum":5}},"required":["title","score"],"additionalProperties":false}
        """;

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
}
