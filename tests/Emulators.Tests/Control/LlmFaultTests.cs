using System.Text.Json;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Emulators.Control;

public sealed class LlmFaultTests
{
    private static readonly Dictionary<string, string> Models = new()
    {
        ["openai"] = "gpt-5-mini", ["azure"] = "my-deployment", ["xai"] = "grok-4.3", ["gemini"] = "gemini-3.5-flash", ["deepseek"] = "deepseek-flash",
        ["openrouter"] = "moonshotai/kimi-k2.6", ["dashscope"] = "qwen3.6-plus",
    };

    [Theory]
    [InlineData("openai", "429_window", 429, "rate_limit_exceeded")]
    [InlineData("openai", "429_quota", 429, "insufficient_quota")]
    [InlineData("openai", "401", 401, "invalid_api_key")]
    [InlineData("openai", "403", 403, "unsupported_country_region_territory")]
    [InlineData("openai", "content_filter", 400, "content_policy_violation")]
    [InlineData("openai", "context_length", 400, "context_length_exceeded")]
    [InlineData("azure", "content_filter", 400, "ResponsibleAIPolicyViolation")]
    [InlineData("azure", "401", 401, "\"code\":\"401\"")]
    [InlineData("xai", "401", 400, "\"error\":\"Incorrect API key provided")]
    [InlineData("xai", "429_quota", 403, "used all available credits")]
    [InlineData("gemini", "429_window", 429, "\"retryDelay\":\"1s\"")]
    [InlineData("gemini", "5xx", 503, "UNAVAILABLE")]
    [InlineData("deepseek", "402", 402, "Insufficient Balance")]
    [InlineData("openrouter", "402", 402, "\"code\":402")]
    [InlineData("openrouter", "200_error", 200, "\"code\":502")]
    [InlineData("dashscope", "429_window", 429, "insufficient_quota")]
    [InlineData("dashscope", "content_filter", 400, "data_inspection_failed")]
    [InlineData("dashscope", "429_quota", 400, "Arrearage")]
    public async Task Fault_speaks_the_provider_s_dialect(string provider, string kind, int status, string body)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = $"/llm/{provider}/*", kind, count = 1 });

        var refused = await AskAsync(sut, provider);
        var good = await AskAsync(sut, provider);

        Assert.Equal(status, refused.Status);
        Assert.Contains(body, refused.Body);
        Assert.Equal(provider == "gemini", refused.Json.ValueKind == JsonValueKind.Array);
        Assert.Equal(200, good.Status);
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("bad_json", "Sure! Here is the JSON you asked for:\n```json\n{\"text\": \"unfinished")]
    [InlineData("schema_violation", "{\"unexpected\":{\"nested\":[1,2,3]}}")]
    public async Task Fault_in_the_answer_is_a_well_framed_bad_answer(string kind, string content)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = "POST /llm/openai/v1/chat/completions", kind });

        var answer = await AskAsync(sut, "openai");

        Assert.Equal(200, answer.Status);
        Assert.Equal(content, answer.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("drop_after_effect")]
    public async Task Reset_breaks_the_connection(string kind)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = "/llm/*", kind });

        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(sut, "openai"));
    }

    [Fact]
    public async Task Hang_lasts_until_its_time_is_over()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = "/llm/*", kind = "hang", min_ms = 60_000 });
        var asking = AskAsync(sut, "openai");
        await Eventually.HoldsAsync(() => sut.Time.ArmedTimers > 0, "the hang");

        Assert.False(asking.IsCompleted);
        sut.Time.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<HttpRequestException>(() => asking);
    }

    [Fact]
    public async Task Requests_after_a_quota_answer_are_counted()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = "/llm/openai/*", kind = "429_quota", count = 1 });

        await AskAsync(sut, "openai");
        await AskAsync(sut, "xai");
        Assert.Equal(0, await sut.CounterAsync("llm", "after_quota"));
        await AskAsync(sut, "openai");
        Assert.Equal(1, await sut.CounterAsync("llm", "after_quota"));
    }

    private static Task<XReply> AskAsync(EmulatorFixture sut, string provider) =>
        sut.ChatAsync(new { model = Models[provider], messages = new[] { new { role = "user", content = "Say something." } } }, provider);
}
