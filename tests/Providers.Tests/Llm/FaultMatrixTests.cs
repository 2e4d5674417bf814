using System.Text.Json;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Llm;

/// <summary>Every fault at every tier, over real connections: the class, who answers instead, what is charged, and the deadline.</summary>
public sealed class FaultMatrixTests(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private const string Schema = """
        {"type":"object","properties":{"text":{"type":"string","minLength":3}},"required":["text"],"additionalProperties":false}
        """;

    private static readonly string[] Providers = ["openai", "azure", "grok", "gemini", "deepseek", "openrouter", "qwen"];

    /// <summary>Fault, its class, and what of the reservation stays charged.</summary>
    private static readonly (string Fault, LlmErrorClass Class, Charged Charged)[] Faults =
    [
        ("429_window", LlmErrorClass.RateLimit, Charged.Nothing),
        ("429_quota", LlmErrorClass.Quota, Charged.Nothing),
        ("402", LlmErrorClass.Quota, Charged.Nothing),
        ("401", LlmErrorClass.Auth, Charged.Nothing),
        ("403", LlmErrorClass.Auth, Charged.Nothing),
        ("5xx", LlmErrorClass.Server, Charged.Nothing),
        ("hang", LlmErrorClass.Timeout, Charged.All),
        ("reset", LlmErrorClass.Server, Charged.All),
        ("200_error", LlmErrorClass.Server, Charged.All),
        ("empty", LlmErrorClass.BadOutput, Charged.Used),
        ("bad_json", LlmErrorClass.BadOutput, Charged.Used),
        ("schema_violation", LlmErrorClass.BadOutput, Charged.Used),
        ("content_filter", LlmErrorClass.ContentFilter, Charged.Nothing),
        ("context_length", LlmErrorClass.ContextLength, Charged.Nothing),
    ];

    public static TheoryData<string, string> Matrix()
    {
        var rows = new TheoryData<string, string>();
        foreach (var (fault, _, _) in Faults)
        {
            foreach (var provider in Providers)
            {
                rows.Add(fault, provider);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A_fault_at_a_tier_has_its_class_and_another_tier_answers(string fault, string provider)
    {
        await fixture.ResetAsync();
        var (_, expected, charged) = Faults.Single(f => f.Fault == fault);
        var clock = new VirtualTimeProvider();
        using var sut = fixture.Chain(clock);
        await fixture.FaultAsync(new { route = $"/llm/{provider}/*", kind = fault, seconds = 30 });
        var request = sut.Request(schema: Schema) with { PreferredProvider = provider };

        var asking = sut.AskAsync(request);
        if (fault == "hang")
        {
            await sut.Client(provider).Asked.WaitAsync(Eventually.Patience, TimeProvider.System);
            clock.Advance(sut.Tier(provider).Timeout);
        }

        var answer = await asking.WaitAsync(Eventually.Patience, TimeProvider.System);

        var first = answer.Attempts[0];
        Assert.True(expected == first.Error, $"{first.Error}: {first.Detail}");
        Assert.Equal(provider, first.Tier);
        Assert.NotEmpty(first.Detail!);
        Assert.Equal(1, sut.Client(provider).Calls);
        AssertSuccessor(sut, answer, provider, fault);
        AssertCharged(sut, answer, charged);
        Assert.True(clock.GetUtcNow() <= request.Deadline);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("grok")]
    [InlineData("gemini")]
    [InlineData("deepseek")]
    [InlineData("openrouter")]
    public async Task A_key_that_a_provider_echoes_is_in_no_detail(string provider)
    {
        await fixture.ResetAsync();
        using var sut = fixture.Chain(new VirtualTimeProvider());
        const string Echo = """{"error":{"message":"Incorrect API key provided: emulated. You sent Bearer emulated and sk-proj-abcdefghijkl1234.","code":"invalid_api_key"}}""";
        await fixture.FaultAsync(new { route = $"/llm/{provider}/*", kind = "status", status = 401, body = Echo });

        var answer = await sut.AskAsync(sut.Request() with { PreferredProvider = provider });

        Assert.Equal(LlmErrorClass.Auth, answer.Attempts[0].Error);
        Assert.DoesNotContain("sk-proj", answer.Attempts[0].Detail);
        Assert.DoesNotContain("emulated", answer.Attempts[0].Detail);
    }

    [Fact]
    public async Task When_every_tier_fails_the_answer_says_why_and_when_to_ask_again()
    {
        await fixture.ResetAsync();
        var clock = new VirtualTimeProvider();
        using var sut = fixture.Chain(clock);
        await fixture.FaultAsync(new { route = "/llm/*", kind = "429_window", seconds = 30 });

        var answer = await sut.AskAsync();

        Assert.Equal(LlmErrorClass.RateLimit, answer.Error);
        Assert.Equal(7, answer.Attempts.Count);
        Assert.Equal(clock.GetUtcNow().AddSeconds(30), answer.RetryAt);
        Assert.Equal(0, answer.Usage.MicroDollars);

        var again = await sut.AskAsync();
        Assert.All(again.Attempts, attempt => Assert.Equal(LlmErrorClass.CircuitOpen, attempt.Error));
        Assert.All(sut.Tiers, tier => Assert.Equal(1, sut.Client(tier.Name).Calls));
    }

    [Fact]
    public async Task A_tier_without_money_is_not_asked_again_while_it_rests()
    {
        await fixture.ResetAsync();
        using var sut = fixture.Chain(new VirtualTimeProvider());
        await fixture.FaultAsync(new { route = "/llm/openai/*", kind = "402", count = 1 });

        await sut.AskAsync();
        await sut.AskAsync();

        var llm = JsonElement.Parse(await fixture.ReadAsync("control/counters")).GetProperty("llm");
        Assert.Equal(0, llm.GetProperty("after_quota").GetInt32());
        Assert.Equal(1, sut.Client("openai").Calls);
    }

    [Fact]
    public async Task A_short_wait_is_honoured_at_the_same_tier_once()
    {
        await fixture.ResetAsync();
        using var sut = fixture.Chain(new VirtualTimeProvider());
        await fixture.FaultAsync(new { route = "/llm/openai/*", kind = "429_window", seconds = 0, count = 1 });

        var answer = await sut.AskAsync();

        Assert.Equal("openai", answer.Tier);
        Assert.Equal([LlmErrorClass.RateLimit, null], answer.Attempts.Select(a => a.Error));
    }

    private static void AssertSuccessor(ChainUnderTest sut, LlmAnswer answer, string failed, string fault)
    {
        var context = sut.Tier(failed).ContextTokens;
        var successor = sut.Tiers.FirstOrDefault(t => t.Name != failed && (fault != "context_length" || t.ContextTokens > context));
        if (successor is null)
        {
            Assert.Equal(LlmErrorClass.ContextLength, answer.Error);
            return;
        }

        Assert.True(answer.Error is null, answer.Detail);
        Assert.Equal(successor.Name, answer.Tier);
        Assert.True(JsonElement.Parse(answer.Text).GetProperty("text").GetString()!.Length >= 3);
    }

    private static void AssertCharged(ChainUnderTest sut, LlmAnswer answer, Charged charged)
    {
        var (worst, settled) = sut.Budget.Settled[0];
        switch (charged)
        {
            case Charged.Nothing:
                Assert.Equal(0, settled.MicroDollars);
                break;
            case Charged.All:
                Assert.Equal(worst.MicroDollars, settled.MicroDollars);
                break;
            default:
                Assert.InRange(settled.MicroDollars, 1, worst.MicroDollars);
                Assert.True(settled.PromptTokens > 0);
                break;
        }

        Assert.Equal(0, sut.Budget.Open);
        Assert.Equal(sut.Budget.Settled.Sum(s => s.Settled.MicroDollars), answer.Usage.MicroDollars);
        Assert.All(sut.Budget.Settled, s => Assert.True(s.Settled.MicroDollars <= s.Worst.MicroDollars, "a call cost more than was reserved for it"));
    }

    private enum Charged
    {
        Nothing,
        Used,
        All,
    }
}
