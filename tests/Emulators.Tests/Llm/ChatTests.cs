using System.Text;
using System.Text.Json;

namespace PuppetEngine.Tests.Emulators.Llm;

public sealed class ChatTests
{
    private static readonly object[] Messages =
    [
        new { role = "system", content = "You are Ada. Interests: lighthouses, tea." },
        new { role = "user", content = "Write one post." },
    ];

    private static readonly object[] Tools =
    [
        new { type = "function", function = new { name = "publish", parameters = new { type = "object", properties = new { text = new { type = "string" } }, required = new[] { "text" } } } },
        new { type = "function", function = new { name = "rest", parameters = new { type = "object", properties = new { minutes = new { type = "integer", minimum = 5, maximum = 9 } }, required = new[] { "minutes" } } } },
    ];

    [Fact]
    public async Task Same_seed_and_messages_give_the_same_answer_on_any_emulator()
    {
        await using var one = await EmulatorFixture.StartAsync();
        await using var two = await EmulatorFixture.StartAsync();

        var first = await one.ChatAsync(new { model = "gpt-5-mini", messages = Messages, seed = 7 });
        var second = await two.ChatAsync(new { model = "grok-4.3", messages = Messages, seed = 7 }, "xai", "another");
        var third = await one.ChatAsync(new { model = "gpt-5-mini", messages = Messages, seed = 8 });

        Assert.Equal(Content(first), Content(second));
        Assert.NotEqual(Content(first), Content(third));
    }

    [Fact]
    public async Task Usage_follows_the_stated_rule()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        object[] messages = [new { role = "user", content = "12345678" }];

        var usage = (await sut.ChatAsync(new { model = "gpt-5-mini", messages })).Json.GetProperty("usage");

        Assert.Equal(2 + 4 + 3, usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32());
    }

    [Theory]
    [InlineData("openai", "qwen-plus", 404, "model_not_found")]
    [InlineData("azure", "no-such-deployment", 404, "DeploymentNotFound")]
    [InlineData("compatible", "anything", 200, "chat.completion")]
    public async Task Model_that_a_provider_does_not_have_is_not_found(string provider, string model, int status, string body)
    {
        await using var sut = await EmulatorFixture.StartAsync();

        var answer = await sut.ChatAsync(new { model, messages = Messages }, provider);

        Assert.Equal(status, answer.Status);
        Assert.Contains(body, answer.Body);
    }

    [Theory]
    [InlineData("openai", "", 401)]
    [InlineData("openai", "stranger", 401)]
    [InlineData("gemini", "stranger", 400)]
    [InlineData("openai", "friend", 200)]
    public async Task Key_is_checked(string provider, string key, int status)
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.Llm.AcceptedKeys = ["friend"]);

        Assert.Equal(status, (await sut.ChatAsync(new { model = provider == "gemini" ? "gemini-3.5-flash" : "gpt-5-mini", messages = Messages }, provider, key)).Status);
    }

    [Fact]
    public async Task Stream_carries_the_same_text_as_the_whole_answer_and_ends_with_usage()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var whole = Content(await sut.ChatAsync(new { model = "moonshotai/kimi-k2.6", messages = Messages }, "openrouter"));

        var stream = await sut.ChatAsync(new { model = "moonshotai/kimi-k2.6", messages = Messages, stream = true, stream_options = new { include_usage = true } }, "openrouter");

        var lines = stream.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(": OPENROUTER PROCESSING", lines[0]);
        Assert.Equal("data: [DONE]", lines[^1]);
        var chunks = lines[1..^1].Select(l => JsonElement.Parse(l["data: ".Length..])).ToList();
        var text = string.Concat(chunks.Where(c => c.GetProperty("choices").GetArrayLength() > 0)
            .Select(c => c.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("content", out var piece) ? piece.GetString() : ""));
        Assert.Equal(whole, text);
        Assert.True(chunks[^1].GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task Required_tool_is_called_with_arguments_of_its_schema()
    {
        await using var sut = await EmulatorFixture.StartAsync();

        var answer = await sut.ChatAsync(new { model = "gpt-5-mini", messages = Messages, tools = Tools, tool_choice = new { type = "function", function = new { name = "rest" } } });

        var choice = answer.Json.GetProperty("choices")[0];
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        var call = choice.GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("rest", call.GetProperty("name").GetString());
        Assert.InRange(JsonElement.Parse(call.GetProperty("arguments").GetString()!).GetProperty("minutes").GetInt32(), 5, 9);
        Assert.NotEmpty(Content(await sut.ChatAsync(new { model = "gpt-5-mini", messages = Messages, tools = Tools })));
    }

    [Fact]
    public async Task Json_object_takes_the_shape_that_the_prompt_describes()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        object[] messages = [new { role = "system", content = """Answer as JSON like {"text": "the post", "tags": ["one"], "score": 0.5, "safe": true}.""" }, new { role = "user", content = "Write." }];

        var json = JsonElement.Parse(Content(await sut.ChatAsync(new { model = "deepseek-flash", messages, response_format = new { type = "json_object" } }, "deepseek")));
        var without = await sut.ChatAsync(new { model = "deepseek-flash", messages = new[] { new { role = "user", content = "Write." } }, response_format = new { type = "json_object" } }, "deepseek");

        Assert.Equal(JsonValueKind.String, json.GetProperty("text").ValueKind);
        Assert.Equal(JsonValueKind.Array, json.GetProperty("tags").ValueKind);
        Assert.Equal(JsonValueKind.Number, json.GetProperty("score").ValueKind);
        Assert.True(json.GetProperty("safe").GetBoolean());
        Assert.Equal(400, without.Status);
    }

    [Fact]
    public async Task Scripted_replies_come_in_order_to_whom_they_fit_and_requests_are_kept_without_keys()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.ControlPostAsync("/control/llm/replies", new object[] { new { content = "for tea", contains = "tea" }, new { content = "for all" } });

        Assert.Equal("for tea", Content(await sut.ChatAsync(new { model = "gpt-5-mini", messages = Messages }, key: "very-secret")));
        Assert.Equal("for all", Content(await sut.ChatAsync(new { model = "gpt-5-mini", messages = Messages }, key: "very-secret")));
        Assert.NotEqual("for all", Content(await sut.ChatAsync(new { model = "gpt-5-mini", messages = Messages }, key: "very-secret")));
        var kept = await sut.ControlAsync("/control/llm/requests");
        Assert.Equal(3, kept.GetProperty("items").GetArrayLength());
        Assert.Equal("Write one post.", kept.GetProperty("items")[0].GetProperty("messages")[1].GetProperty("content").GetString());
        Assert.DoesNotContain("very-secret", kept.GetRawText());
    }

    [Fact]
    public async Task Max_tokens_cut_the_answer_and_a_long_prompt_is_refused()
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.Llm.ContextTokens = 300);

        var cut = await sut.ChatAsync(new { model = "gpt-5-mini", messages = Messages, max_completion_tokens = 3 });
        var tooLong = await sut.ChatAsync(new { model = "gpt-5-mini", messages = new[] { new { role = "user", content = new string('x', 2000) } } });

        Assert.Equal("length", cut.Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.InRange(Content(cut).Length, 1, 12);
        Assert.Equal("context_length_exceeded", tooLong.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Embeddings_have_length_one_are_repeatable_and_near_for_shared_words()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var plain = await EmbedAsync(sut, new { model = "text-embedding-3-small", input = new[] { "the lamp on the cliff", "a lamp above the cliff", "quarterly tax returns" }, dimensions = 256 });
        var base64 = await EmbedAsync(sut, new { model = "text-embedding-3-small", input = "the lamp on the cliff", dimensions = 256, encoding_format = "base64" });

        var vectors = plain.GetProperty("data").EnumerateArray().Select(d => d.GetProperty("embedding").EnumerateArray().Select(v => v.GetSingle()).ToArray()).ToList();
        var bytes = base64.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(256, vectors[0].Length);
        Assert.Equal(1, Dot(vectors[0], vectors[0]), 4);
        Assert.True(Dot(vectors[0], vectors[1]) > Dot(vectors[0], vectors[2]) + 0.2);
        Assert.Equal(vectors[0], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    private static async Task<JsonElement> EmbedAsync(EmulatorFixture sut, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sut.Host.Address, "/llm/openai/v1/embeddings"))
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
            Headers = { Authorization = new("Bearer", "k") },
        };
        using var response = await sut.Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private static string Content(XReply reply) => reply.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
}
