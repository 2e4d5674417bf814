using System.Text.Json;
using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Structured;
using PuppetEngine.Grains.Abstractions.Llm;
using static PuppetEngine.Tests.Engine.Llm.ScriptedTiers;

namespace PuppetEngine.Tests.Engine.Llm;

public sealed class LlmChainTests
{
    private readonly ScriptedTiers _tiers = new();

    [Fact]
    public async Task Every_tier_gets_the_same_messages_tools_and_schema()
    {
        var clients = Enumerable.Range(0, 4).Select(i => _tiers.Add($"t{i}", Fails(LlmErrorClass.Server))).ToList();
        _tiers.Options.ServerWait = TimeSpan.Zero;
        var request = _tiers.Request() with
        {
            Messages = [new LlmMessage { Role = "system", Text = "S" }, new LlmMessage { Role = "user", Text = "U" }],
            JsonSchema = """{"type":"object"}""", SchemaName = "x", Temperature = 0.5, Seed = 9,
            ToolsJson = """[{"name":"look","description":"d","parameters":{"type":"object","properties":{}}}]""",
        };

        var answer = await _tiers.CreateSut().CompleteAsync(request, _tiers, default);

        Assert.Equal(LlmErrorClass.Server, answer.Error);
        var calls = clients.Select(c => c.Calls[0]).ToList();
        Assert.All(calls, call =>
        {
            Assert.Equal(["S", "U"], call.Messages.Select(m => m.Text));
            Assert.Equal("look", Assert.Single(call.Options.Tools!).Name);
            Assert.IsType<ChatResponseFormatJson>(call.Options.ResponseFormat);
            Assert.Equal((0.5f, 9L, 100), (call.Options.Temperature, call.Options.Seed, call.Options.MaxOutputTokens));
        });
    }

    [Fact]
    public async Task A_tier_that_hangs_falls_over_at_its_deadline_also_when_it_minds_no_token()
    {
        _tiers.Add("deaf", Hangs(minds: false));
        _tiers.Add("next", Says("hello"));

        var asking = _tiers.CreateSut().CompleteAsync(_tiers.Request(), _tiers, default);
        _tiers.Clock.Advance(TimeSpan.FromSeconds(20));
        var answer = await asking;

        Assert.Equal("next", answer.Tier);
        Assert.Equal((LlmErrorClass.Timeout, TimeSpan.FromSeconds(20)), (answer.Attempts[0].Error, answer.Attempts[0].Elapsed));
        // What was sent and not answered is charged in full: 1 per token of the prompt's bound, 10 for each of 100.
        Assert.True(answer.Usage.MicroDollars > 1_000);
        Assert.Equal(0, _tiers.OpenReservations);
    }

    [Fact]
    public async Task The_whole_turn_ends_at_its_deadline_whatever_hangs()
    {
        for (var i = 0; i < 5; i++)
        {
            _tiers.Add($"t{i}", Hangs());
        }

        var request = _tiers.Request() with { Deadline = _tiers.Clock.GetUtcNow().AddSeconds(30) };
        var asking = _tiers.CreateSut().CompleteAsync(request, _tiers, default);
        while (!asking.IsCompleted)
        {
            Assert.True(_tiers.Clock.AdvanceToNext(), "the chain waits for nothing");
        }

        var answer = await asking;
        Assert.Equal(LlmErrorClass.Timeout, answer.Error);
        Assert.True(_tiers.Clock.GetUtcNow() <= request.Deadline);
        // No tier takes all the time: those behind it are asked, too.
        Assert.True(answer.Attempts.Count(a => a.Elapsed > TimeSpan.Zero) >= 3);
    }

    [Fact]
    public async Task A_short_wait_is_honoured_once_at_the_same_tier()
    {
        var first = _tiers.Add("a", Fails(LlmErrorClass.RateLimit, TimeSpan.FromSeconds(1.5)), Says("after the wait"));
        _tiers.Add("b", Says("no"));

        var asking = _tiers.CreateSut().CompleteAsync(_tiers.Request(), _tiers, default);
        Assert.Single(first.Calls);
        _tiers.Clock.Advance(TimeSpan.FromSeconds(1.5));
        var answer = await asking;

        Assert.Equal("after the wait", answer.Text);
        Assert.Equal(2, first.Calls.Count);
    }

    [Theory]
    [InlineData(3.0)]
    [InlineData(null)]
    public async Task A_long_or_unknown_wait_falls_over_and_the_tier_rests(double? seconds)
    {
        var first = _tiers.Add("a", Fails(LlmErrorClass.RateLimit, seconds is { } s ? TimeSpan.FromSeconds(s) : null));
        _tiers.Add("b", Says("yes"));
        var sut = _tiers.CreateSut();

        Assert.Equal("b", (await sut.CompleteAsync(_tiers.Request(), _tiers, default)).Tier);
        Assert.Equal(LlmErrorClass.CircuitOpen, (await sut.CompleteAsync(_tiers.Request(), _tiers, default)).Attempts[0].Error);
        Assert.Single(first.Calls);

        _tiers.Clock.Advance(TimeSpan.FromSeconds(6));
        await sut.CompleteAsync(_tiers.Request(), _tiers, default);
        Assert.Equal(2, first.Calls.Count);
    }

    [Fact]
    public async Task Failures_in_a_row_open_the_circuit_and_one_call_tries_it_again()
    {
        var first = _tiers.Add("a", [.. Enumerable.Repeat(Fails(LlmErrorClass.Server), 6), Says("back")]);
        _tiers.Add("b", Says("yes"));
        var sut = _tiers.CreateSut();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("b", (await sut.CompleteAsync(_tiers.Request(), _tiers, default)).Tier);
        }

        Assert.Equal(5, first.Calls.Count);
        _tiers.Clock.Advance(TimeSpan.FromSeconds(30));
        await sut.CompleteAsync(_tiers.Request(), _tiers, default);
        await sut.CompleteAsync(_tiers.Request(), _tiers, default);
        Assert.Equal(6, first.Calls.Count);

        _tiers.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("a", (await sut.CompleteAsync(_tiers.Request(), _tiers, default)).Tier);
    }

    [Fact]
    public async Task The_last_tier_is_asked_twice_when_it_fails()
    {
        var only = _tiers.Add("only", Fails(LlmErrorClass.Server), Says("yes"));

        var asking = _tiers.CreateSut().CompleteAsync(_tiers.Request(), _tiers, default);
        _tiers.Clock.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal("yes", (await asking).Text);
        Assert.Equal(2, only.Calls.Count);
    }

    [Fact]
    public async Task A_call_never_costs_more_than_its_own_limit()
    {
        // Sent and lost, again and again: each is charged in full, and the limit ends it.
        for (var i = 0; i < 5; i++)
        {
            _tiers.Add($"t{i}", Fails(LlmErrorClass.Server, charge: LlmCharge.InDoubt));
        }

        var answer = await _tiers.CreateSut().CompleteAsync(_tiers.Request() with { MaxMicroDollars = 2_800 }, _tiers, default);

        Assert.InRange(answer.Usage.MicroDollars, 1, 2_800);
        Assert.Contains(answer.Attempts, a => a.Error == LlmErrorClass.Budget);
    }

    [Fact]
    public async Task A_tight_limit_shortens_the_answer_and_a_tighter_one_refuses()
    {
        var client = _tiers.Add("a", Says("yes"));
        var sut = _tiers.CreateSut();

        Assert.Null((await sut.CompleteAsync(_tiers.Request() with { MaxMicroDollars = 800 }, _tiers, default)).Error);
        Assert.InRange(client.Calls[0].Options.MaxOutputTokens!.Value, 50, 99);

        var refused = await sut.CompleteAsync(_tiers.Request() with { MaxMicroDollars = 400 }, _tiers, default);
        Assert.Equal(LlmErrorClass.Budget, refused.Error);
        Assert.Single(client.Calls);
    }

    [Fact]
    public async Task A_ceiling_that_is_reached_makes_no_call()
    {
        var client = _tiers.Add("a", Says("yes"));
        _tiers.Left = 10;

        var answer = await _tiers.CreateSut().CompleteAsync(_tiers.Request(), _tiers, default);

        Assert.Equal(LlmErrorClass.Budget, answer.Error);
        Assert.Empty(client.Calls);
    }

    [Fact]
    public async Task A_refused_form_of_output_is_simplified_and_remembered()
    {
        var client = _tiers.Add("a", Fails(LlmErrorClass.InvalidRequest, format: true), Fails(LlmErrorClass.InvalidRequest, format: true), Says("""Here: {"a":1}"""));
        var sut = _tiers.CreateSut();
        var request = _tiers.Request() with { JsonSchema = """{"type":"object","required":["a"]}""", SchemaName = "x" };

        var answer = await sut.CompleteAsync(request, _tiers, default);
        await sut.CompleteAsync(request, _tiers, default);

        Assert.Equal("""{"a":1}""", answer.Text);
        Assert.Equal(4, client.Calls.Count);
        Assert.NotNull(((ChatResponseFormatJson)client.Calls[0].Options.ResponseFormat!).Schema);
        Assert.Null(((ChatResponseFormatJson)client.Calls[1].Options.ResponseFormat!).Schema);
        Assert.Contains("JSON", client.Calls[1].Messages[0].Text, StringComparison.Ordinal);
        Assert.Null(client.Calls[2].Options.ResponseFormat);
        Assert.Null(client.Calls[3].Options.ResponseFormat);
    }

    [Fact]
    public async Task A_prompt_too_long_goes_only_to_tiers_with_a_longer_context()
    {
        _tiers.Add("short", tier => tier with { ContextTokens = 8_000 }, Fails(LlmErrorClass.ContextLength));
        var same = _tiers.Add("same", tier => tier with { ContextTokens = 8_000 }, Says("no"));
        _tiers.Add("long", tier => tier with { ContextTokens = 100_000 }, Says("yes"));

        Assert.Equal("long", (await _tiers.CreateSut().CompleteAsync(_tiers.Request(), _tiers, default)).Tier);
        Assert.Empty(same.Calls);
    }

    [Fact]
    public async Task Tool_calls_are_checked_against_the_tools()
    {
        static ChatResponse Call(string name, object? value)
        {
            var response = Answer("");
            response.Messages[0].Contents = [new FunctionCallContent("1", name, new Dictionary<string, object?> { ["n"] = value })];
            return response;
        }

        _tiers.Add("a", _ => Task.FromResult(Call("unknown", 1)));
        _tiers.Add("b", _ => Task.FromResult(Call("look", "text")));
        _tiers.Add("c", _ => Task.FromResult(Call("look", 4)));
        var request = _tiers.Request() with { ToolsJson = """[{"name":"look","description":"d","parameters":{"type":"object","properties":{"n":{"type":"integer"}}}}]""" };

        var answer = await _tiers.CreateSut().CompleteAsync(request, _tiers, default);

        Assert.Equal([LlmErrorClass.BadOutput, LlmErrorClass.BadOutput, null], answer.Attempts.Select(x => x.Error));
        Assert.Equal(4, JsonElement.Parse(answer.ToolCallsJson!)[0].GetProperty("arguments").GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task A_caller_that_leaves_loses_no_accounting()
    {
        _tiers.Add("a", Hangs());
        using var leaving = new CancellationTokenSource();

        var asking = _tiers.CreateSut().CompleteAsync(_tiers.Request(), _tiers, leaving.Token);
        Assert.Equal(1, _tiers.OpenReservations);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(0, _tiers.OpenReservations);
    }

    [Fact]
    public async Task Calls_beyond_a_tiers_places_wait_for_one()
    {
        var gate = new TaskCompletionSource<ChatResponse>();
        var client = _tiers.Add("a", tier => tier with { MaxConcurrency = 2 }, _ => gate.Task);
        var sut = _tiers.CreateSut();

        var calls = Enumerable.Range(0, 5).Select(_ => sut.CompleteAsync(_tiers.Request(), _tiers, default)).ToList();
        Assert.Equal(2, client.Calls.Count);
        gate.SetResult(Answer("yes"));

        Assert.All(await Task.WhenAll(calls), answer => Assert.Equal("yes", answer.Text));
    }

    [Fact]
    public async Task Nothing_configured_and_wrong_requests_are_results()
    {
        Assert.Equal(LlmErrorClass.NotConfigured, (await _tiers.CreateSut().CompleteAsync(_tiers.Request(), _tiers, default)).Error);
        _tiers.Add("a", Says("yes"));
        Assert.Equal(LlmErrorClass.InvalidRequest, (await _tiers.CreateSut().CompleteAsync(_tiers.Request() with { JsonSchema = "{" }, _tiers, default)).Error);
        Assert.Equal(LlmErrorClass.InvalidRequest, (await _tiers.CreateSut().CompleteAsync(_tiers.Request() with { ToolsJson = "{}" }, _tiers, default)).Error);
        Assert.Equal(LlmErrorClass.Timeout, (await _tiers.CreateSut().CompleteAsync(_tiers.Request() with { Deadline = _tiers.Clock.GetUtcNow() }, _tiers, default)).Error);
    }
}
