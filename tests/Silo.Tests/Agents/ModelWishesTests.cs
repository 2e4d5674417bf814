using System.Diagnostics;
using System.Text.Json;
using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.Agents;

/// <summary>What a file in the folder says of the model is what the models are asked.</summary>
public sealed class ModelWishesTests : IAsyncLifetime
{
    private House _house = null!;
    private RunningSilo _silo = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _house = await House.OpenAsync();
        _silo = await _house.UpAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task Each_wish_of_a_definition_changes_what_the_models_are_asked()
    {
        const string Wishes = """
            ,
              "llm_provider": "grok",
              "llm_config": {
                "model": "grok-4-fast-non-reasoning", "temperature": 0.25, "max_tokens": 90, "top_p": 0.5, "frequency_penalty": -0.5, "presence_penalty": 1.5,
                "timeout": 5, "fallback_provider": "deepseek"
              }
            """;
        _house.Write("owl.json", Samples.Agent("owl", more: Wishes));
        await _silo.Process.LineAsync("owl: version 1");

        await AskAsync();
        Assert.Empty(await AskedAsync("deepseek"));
        var first = (await AskedAsync("grok"))[^1];
        Assert.Equal("grok-4-fast-non-reasoning", first.GetProperty("model").GetString());
        AssertWished(first.GetProperty("parameters"), "max_completion_tokens");

        // It would be waited for through its own twenty seconds; the wish ends the attempt, and the wished second one answers, with its own
        // model. Five seconds: a shorter wish would also end what a loaded machine only answers late.
        await _house.ControlAsync("/control/faults", new { route = "/llm/grok/*", kind = "delay", min_ms = 60_000, max_ms = 60_000 });
        var started = Stopwatch.GetTimestamp();
        await AskAsync();
        var second = (await AskedAsync("deepseek"))[^1];
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 5, 20);
        Assert.Equal("deepseek-flash", second.GetProperty("model").GetString());
        AssertWished(second.GetProperty("parameters"), "max_tokens");
    }

    private static void AssertWished(JsonElement parameters, string limit) => Assert.Equal(
        (0.25m, 0.5m, -0.5m, 1.5m, 90m),
        (Number(parameters, "temperature"), Number(parameters, "top_p"), Number(parameters, "frequency_penalty"), Number(parameters, "presence_penalty"), Number(parameters, limit)));

    private static decimal Number(JsonElement parameters, string name) => parameters.GetProperty(name).GetDecimal();

    private async Task AskAsync()
    {
        var answer = await _silo.PostAsync("owl");
        Assert.True(answer.Status == 202 && answer.Json.GetProperty("status").GetString() == "confirmed", answer.Body + _silo.Process.Output);
    }

    /// <summary>What a provider was asked for owl, oldest first.</summary>
    private async Task<List<JsonElement>> AskedAsync(string provider)
    {
        var asked = JsonElement.Parse(await _house.Control.GetStringAsync(new Uri(_house.Emulators.Address, "/control/llm/requests?limit=1000"))).GetProperty("items").EnumerateArray();
        return [.. asked
            .Where(request => request.GetProperty("provider").GetString() == provider
                && request.GetProperty("messages")[0].GetProperty("content").GetString()!.StartsWith("You are Owl.", StringComparison.Ordinal))
            .OrderBy(request => request.GetProperty("number").GetInt64())];
    }
}
