using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Structured;
using PuppetEngine.Grains.Abstractions.Llm;
using static PuppetEngine.Tests.Engine.Llm.ScriptedTiers;

namespace PuppetEngine.Tests.Engine.Llm;

/// <summary>What a request wishes of the chain: an order, a model, a time, one tier alone.</summary>
public sealed class LlmWishesTests
{
    private readonly ScriptedTiers _tiers = new();

    [Fact]
    public async Task The_preferred_provider_is_first_with_its_own_model_and_the_fallback_second()
    {
        _tiers.Add("a", Says("a"));
        var second = _tiers.Add("gemini", Fails(LlmErrorClass.Server));
        var first = _tiers.Add("grok", Fails(LlmErrorClass.Auth));

        var answer = await _tiers.CreateSut().CompleteAsync(
            _tiers.Request() with { PreferredProvider = "xAI", FallbackProvider = "google", Model = "grok-special" }, _tiers, default);

        Assert.Equal(["grok", "gemini", "a"], answer.Attempts.Select(x => x.Tier));
        Assert.Equal("grok-special", first.Calls[0].Options.ModelId);
        Assert.Equal("m", second.Calls[0].Options.ModelId);
    }

    [Fact]
    public async Task Wishes_without_a_provider_mean_the_tier_that_is_asked_first()
    {
        var first = _tiers.Add("a", Fails(LlmErrorClass.Server));
        var last = _tiers.Add("b", Says("b"));
        var second = _tiers.Add("gemini", Fails(LlmErrorClass.Server));

        var answer = await _tiers.CreateSut().CompleteAsync(_tiers.Request() with { FallbackProvider = "google", Model = "special" }, _tiers, default);

        Assert.Equal(["a", "gemini", "b"], answer.Attempts.Select(x => x.Tier));
        Assert.Equal(["special", "m", "m"], ((ScriptedClient[])[first, second, last]).Select(client => client.Calls[0].Options.ModelId));
    }

    [Fact]
    public async Task A_wish_for_a_provider_that_is_not_there_leaves_the_models_of_the_others_alone()
    {
        var client = _tiers.Add("a", Says("a"));
        await _tiers.CreateSut().CompleteAsync(_tiers.Request() with { PreferredProvider = "grok", Model = "grok-special" }, _tiers, default);
        Assert.Equal("m", client.Calls[0].Options.ModelId);
    }

    [Fact]
    public async Task A_wished_model_is_asked_within_its_own_bounds()
    {
        var client = _tiers.Add(
            "a", tier => tier with { ReasoningTokens = 7, TraitsOf = _ => new LlmModelTraits(4_000, 1_600, StructuredOutputMode.JsonObject) },
            Fails(LlmErrorClass.InvalidRequest, format: true), Says("{\"a\":1}"));
        var request = _tiers.Request() with { Model = "thinker", JsonSchema = """{"type":"object"}""", SchemaName = "s" };
        var sut = _tiers.CreateSut();

        Assert.Equal("thinker", (await sut.CompleteAsync(request, _tiers, default)).Attempts[0].Model);
        await sut.CompleteAsync(request with { Model = null }, _tiers, default);

        Assert.Equal([1_700, 1_700, 107], client.Calls.Select(call => call.Options.MaxOutputTokens));
        // Its own best form first, and what it was refused says nothing of the tier's model.
        Assert.Null(((ChatResponseFormatJson)client.Calls[0].Options.ResponseFormat!).Schema);
        Assert.Null(client.Calls[1].Options.ResponseFormat);
        Assert.NotNull(((ChatResponseFormatJson)client.Calls[2].Options.ResponseFormat!).Schema);
    }

    [Fact]
    public async Task A_wished_model_that_is_not_there_does_not_close_the_tier()
    {
        static Task<ChatResponse> Missing(ScriptedCall call) => call.Options.ModelId == "m"
            ? Task.FromResult(Answer("yes"))
            : Task.FromException<ChatResponse>(new LlmTierException(LlmErrorClass.Auth, "no such model", LlmCharge.None) { Status = 404 });
        _tiers.Add("a", Missing);
        var sut = _tiers.CreateSut();

        Assert.Equal(LlmErrorClass.Auth, (await sut.CompleteAsync(_tiers.Request() with { Model = "special" }, _tiers, default)).Error);
        Assert.Equal("yes", (await sut.CompleteAsync(_tiers.Request(), _tiers, default)).Text);
    }

    [Fact]
    public async Task An_endpoint_is_asked_alone_and_one_that_is_no_tier_is_named()
    {
        var other = _tiers.Add("a", Says("a"));
        var pinned = _tiers.Add("local", Fails(LlmErrorClass.Auth));
        var sut = _tiers.CreateSut();

        var answer = await sut.CompleteAsync(_tiers.Request() with { Endpoint = "Local", FallbackProvider = "a", Model = "special" }, _tiers, default);
        var lost = await sut.CompleteAsync(_tiers.Request() with { Endpoint = "elsewhere" }, _tiers, default);

        Assert.Equal(["local"], answer.Attempts.Select(x => x.Tier));
        Assert.Equal("special", pinned.Calls[0].Options.ModelId);
        Assert.Empty(other.Calls);
        Assert.Equal(LlmErrorClass.NotConfigured, lost.Error);
        Assert.Contains("'elsewhere' is none of the configured tiers (a, local)", lost.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 2, "its own, shorter than the tier's")]
    [InlineData(30, 30, "its own, longer than the tier's")]
    [InlineData(500, 36, "what the turn leaves while another tier stands behind")]
    [InlineData(0, 20, "the tier's, where nothing is wished")]
    public async Task The_wished_time_bounds_an_attempt_within_the_turn(int wished, int ends, string why)
    {
        _tiers.Add("a", Hangs());
        _tiers.Add("b", Says("b"));
        var started = _tiers.Clock.GetUtcNow();

        var asking = _tiers.CreateSut().CompleteAsync(_tiers.Request() with { AttemptTimeout = TimeSpan.FromSeconds(wished) }, _tiers, default);
        _tiers.Clock.Advance(TimeSpan.FromSeconds(ends) - TimeSpan.FromMilliseconds(1));
        Assert.False(asking.IsCompleted, why);
        _tiers.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal([LlmErrorClass.Timeout, null], (await asking).Attempts.Select(x => x.Error));
        Assert.Equal(TimeSpan.FromSeconds(ends), _tiers.Clock.GetUtcNow() - started);
    }
}
