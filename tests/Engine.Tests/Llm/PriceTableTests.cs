using PuppetEngine.Engine.Llm.Pricing;

namespace PuppetEngine.Tests.Engine.Llm;

public sealed class PriceTableTests
{
    private static readonly DateOnly Day = new(2026, 11, 3);

    private static PriceTable CreateSut() => new(
    [
        new ModelPrice { Provider = "openai", Model = "gpt-5-mini", ValidFrom = new(2025, 1, 1), Input = 0.25m, Output = 2m, CachedInput = 0.025m, LongAbove = 272_000 },
        new ModelPrice { Provider = "openai", Model = "gpt-5", ValidFrom = new(2025, 1, 1), Input = 1.25m, Output = 10m },
        new ModelPrice { Provider = "deepseek", Model = "deepseek-v4-pro", ValidFrom = new(2026, 1, 1), Input = 1.74m, Output = 3.48m },
        new ModelPrice { Provider = "deepseek", Model = "deepseek-v4-pro", ValidFrom = new(2026, 12, 1), Input = 0.435m, Output = 0.87m },
        new ModelPrice { Provider = "grok", Model = "grok-4", ValidFrom = new(2025, 1, 1), Input = 3m, Output = 15m },
    ]);

    [Theory]
    // (1000-200)*0.25 + 200*0.025 + 100*2 = 405
    [InlineData("openai", "gpt-5-mini", 1000, 200, 100, 405)]
    // 1 token of 0.25 is not free
    [InlineData("openai", "gpt-5-mini", 1, 0, 0, 1)]
    [InlineData("openai", "gpt-5-mini-2025-08-07", 1000, 0, 0, 250)]
    [InlineData("azure", "gpt-5-mini", 1000, 0, 0, 250)]
    // (300000*0.25) * 2
    [InlineData("openai", "gpt-5-mini", 300_000, 0, 0, 150_000)]
    public void Cost_follows_the_row(string provider, string model, long prompt, long cached, long written, long expected) =>
        Assert.Equal(new LlmCost(expected, false), CreateSut().Cost(provider, model, prompt, cached, written, Day));

    [Fact]
    public void Cost_takes_the_row_that_holds_on_the_day()
    {
        var sut = CreateSut();

        Assert.Equal(1_740, sut.Cost("deepseek", "deepseek-v4-pro", 1_000, 0, 0, new(2026, 11, 30)).MicroDollars);
        Assert.Equal(435, sut.Cost("deepseek", "deepseek-v4-pro", 1_000, 0, 0, new(2026, 12, 1)).MicroDollars);
    }

    [Theory]
    [InlineData("openai", "gpt-5-pro")]
    [InlineData("openai", "gpt-5-mini-turbo")]
    [InlineData("nobody", "anything")]
    public void Cost_of_an_unknown_model_is_the_dearest_and_says_so(string provider, string model)
    {
        var cost = CreateSut().Cost(provider, model, 1_000, 500, 1_000, Day);

        // Input 3, output 15: the dearest of each column; nothing is cheaper for having been cached.
        Assert.Equal(new LlmCost(18_000, true), cost);
    }

    [Fact]
    public void A_later_row_for_the_same_day_overrides()
    {
        var sut = new PriceTable(
        [
            new ModelPrice { Provider = "grok", Model = "grok-4", ValidFrom = Day, Input = 3m, Output = 15m },
            new ModelPrice { Provider = "xai", Model = "GROK-4", ValidFrom = Day, Input = 1m, Output = 1m },
        ]);

        Assert.Equal(1_000, sut.Cost("grok", "grok-4", 1_000, 0, 0, Day).MicroDollars);
    }

    [Fact]
    public void AffordableOutput_never_lets_the_cost_pass_the_amount()
    {
        var sut = CreateSut();
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var (prompt, amount) = (random.Next(0, 400_000), random.Next(0, 300_000));
            var output = sut.AffordableOutput("openai", "gpt-5-mini", prompt, amount, Day);
            if (output >= 0)
            {
                Assert.True(sut.Cost("openai", "gpt-5-mini", prompt, 0, output, Day).MicroDollars <= amount, $"{prompt} {amount} {output}");
            }
        }
    }
}
