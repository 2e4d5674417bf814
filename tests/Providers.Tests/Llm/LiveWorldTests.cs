using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Embeddings;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Providers.Llm;
using PuppetEngine.Providers.Llm.Keys;

namespace PuppetEngine.Tests.Providers.Llm;

/// <summary>Keys, endpoints and dialects of a live world, at a server on loopback.</summary>
public sealed class LiveWorldTests : IAsyncLifetime
{
    private const string Canary = "canary-key-0123456789";
    private LoopbackProvider _server = null!;

    public async ValueTask InitializeAsync() => _server = await LoopbackProvider.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private ServiceProvider CreateSut(bool isLive, ISecretStore? secrets = null, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        var world = new World(isLive ? "live" : "emulated-1", isLive);
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(new Worlds(world, world, world));
        if (secrets is not null)
        {
            services.AddSingleton(secrets);
        }

        return services.AddLlmProviders(configuration).AddLlmProviders(configuration).BuildServiceProvider();
    }

    private static IReadOnlyList<LlmTier> Tiers(IServiceProvider services) => services.GetRequiredService<ILlmTierSource>().Tiers;

    private static Task<ChatResponse> AskAsync(LlmTier tier, ChatOptions? options = null) => tier.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "Hi")], options);

    [Fact]
    public async Task The_originals_variables_make_the_chain()
    {
        await using var services = CreateSut(true, null,
            ("OPENAI_API_KEY", Canary), ("OPENAI_MODEL", "gpt-4o"), ("OPENAI_BASE_URL", $"{_server.Address}v1"),
            ("GROK_API_KEY", Canary), ("GROK_API_ENDPOINT", $"{_server.Address}v1/chat/completions"), ("GROK_MODEL", "grok-4"));

        var tiers = Tiers(services);
        await AskAsync(tiers[1]);

        Assert.Equal([("openai", "gpt-4o"), ("grok", "grok-4")], tiers.Select(t => (t.Name, t.Model)));
        var request = Assert.Single(_server.Requests);
        Assert.Equal("/v1/chat/completions", request.Path);
        Assert.Equal($"Bearer {Canary}", request.Headers["Authorization"]);
    }

    [Fact]
    public async Task In_the_emulated_world_no_live_key_and_no_live_address_is_used()
    {
        await using var services = CreateSut(false, null,
            ("Puppet:Emulators:BaseUrl", _server.Address.ToString()),
            ("OPENAI_API_KEY", Canary),
            ("Puppet:Llm:Tiers:0:Provider", "openai"), ("Puppet:Llm:Tiers:0:BaseUrl", "https://api.openai.com/v1"), ("Puppet:Llm:Tiers:0:ApiKey", Canary),
            ("Puppet:Llm:Tiers:1:Provider", "azure"), ("Puppet:Llm:Tiers:1:BaseUrl", "https://x.openai.azure.com/openai/v1"), ("Puppet:Llm:Tiers:1:ApiKeyName", "OPENAI_API_KEY"));

        foreach (var tier in Tiers(services))
        {
            await AskAsync(tier);
        }

        Assert.Equal(["/llm/openai/v1/chat/completions", "/llm/azure/v1/chat/completions"], _server.Requests.Select(r => r.Path));
        Assert.DoesNotContain(_server.Requests, r => r.Headers.Values.Any(v => v.Contains("canary", StringComparison.Ordinal)));
        Assert.Equal(["OPENAI_API_KEY"], LlmVariables.Found(services.GetService<IConfiguration>() ?? new ConfigurationBuilder().AddInMemoryCollection([new("OPENAI_API_KEY", Canary)]).Build()));
    }

    [Fact]
    public async Task Azure_takes_its_key_in_a_header_of_its_own()
    {
        await using var services = CreateSut(true, null, Tier("azure", "posts", ("ApiKey", Canary), ("PriceModel", "gpt-5-mini")));

        await AskAsync(Tiers(services)[0], new ChatOptions { Temperature = 0.7f, MaxOutputTokens = 50 });

        var (_, headers, body) = Assert.Single(_server.Requests);
        Assert.Equal(Canary, headers["api-key"]);
        Assert.False(headers.ContainsKey("Authorization"));
        Assert.Equal(50, body.GetProperty("max_completion_tokens").GetInt32());
        // The deployment's name says nothing; the model that is priced says that it reasons.
        Assert.False(body.TryGetProperty("temperature", out _));
    }

    [Theory]
    [InlineData("openai", "gpt-5-mini", "max_completion_tokens", new[] { "temperature", "top_p", "presence_penalty" })]
    [InlineData("openai", "gpt-4o", "max_completion_tokens", new string[0])]
    [InlineData("grok", "grok-4.3", "max_completion_tokens", new[] { "presence_penalty" })]
    [InlineData("gemini", "gemini-3.5-flash", "max_tokens", new[] { "presence_penalty", "seed" })]
    [InlineData("deepseek", "deepseek-flash", "max_tokens", new[] { "seed", "enable_thinking" })]
    [InlineData("openrouter", "moonshotai/kimi-k2.6", "max_tokens", new string[0])]
    [InlineData("qwen", "qwen3.6-plus", "max_tokens", new[] { "thinking" })]
    public async Task Each_dialect_gets_its_own_fields(string provider, string model, string limitField, string[] leftOut)
    {
        await using var services = CreateSut(true, null, Tier(provider, model, ("ApiKey", Canary)));

        await AskAsync(Tiers(services)[0], new ChatOptions { Temperature = 0.7f, TopP = 0.9f, PresencePenalty = 1, MaxOutputTokens = 50, Seed = 3 });

        var body = Assert.Single(_server.Requests).Body;
        Assert.Equal(50, body.GetProperty(limitField).GetInt32());
        Assert.All((string[])["temperature", "top_p", "presence_penalty", "seed"], field => Assert.Equal(!leftOut.Contains(field), body.TryGetProperty(field, out _)));
        Assert.All(leftOut, field => Assert.False(body.TryGetProperty(field, out _)));
        Assert.Equal(provider == "qwen", body.TryGetProperty("enable_thinking", out _));
        Assert.Equal(provider == "deepseek", body.TryGetProperty("thinking", out _));
        if (body.TryGetProperty("temperature", out var temperature))
        {
            Assert.Equal("0.7", temperature.GetRawText());
        }
    }

    [Fact]
    public async Task A_schema_is_strict_where_it_qualifies_and_tools_travel()
    {
        await using var services = CreateSut(true, null, Tier("openrouter", "m", ("ApiKey", Canary), ("Referer", "https://example.org"), ("Title", "Puppets")));
        var schema = JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""");

        await AskAsync(Tiers(services)[0], new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "answer"),
            Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", JsonElement.Parse("""{"type":"object","properties":{}}"""))],
        });

        var (_, headers, body) = Assert.Single(_server.Requests);
        Assert.True(body.GetProperty("response_format").GetProperty("json_schema").GetProperty("strict").GetBoolean());
        Assert.True(body.GetProperty("provider").GetProperty("require_parameters").GetBoolean());
        Assert.Equal("look", body.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal(("https://example.org", "Puppets"), (headers["HTTP-Referer"], headers["X-Title"]));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_failure_is_one_request_and_one_exception(int status)
    {
        _server.Answer = () => (status, "{\"error\":{\"message\":\"no, " + Canary + "\"}}");
        await using var services = CreateSut(true, null, Tier("openai", "gpt-4o", ("ApiKey", Canary)));

        var failure = await Assert.ThrowsAsync<LlmTierException>(() => AskAsync(Tiers(services)[0]));

        Assert.Single(_server.Requests);
        Assert.Equal(status, failure.Status);
        Assert.DoesNotContain(Canary, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Billed_tokens_follow_the_total_where_reasoning_stands_beside_the_answer()
    {
        _server.Answer = () => (200, """{"choices":[{"index":0,"message":{"role":"assistant","content":"x","reasoning_content":"long"},"finish_reason":"stop"}],"usage":{"prompt_tokens":30,"completion_tokens":5,"total_tokens":100,"prompt_tokens_details":{"cached_tokens":10},"completion_tokens_details":{"reasoning_tokens":65}}}""");
        await using var services = CreateSut(true, null, Tier("grok", "grok-4", ("ApiKey", Canary)));

        var answer = await AskAsync(Tiers(services)[0]);

        Assert.Equal((30L, 10L, 70L), (answer.Usage!.InputTokenCount, answer.Usage.CachedInputTokenCount, answer.Usage.OutputTokenCount));
        Assert.Equal("x", answer.Text);
    }

    [Fact]
    public async Task A_key_comes_from_a_file_or_from_the_secret_store_and_its_lack_says_how_to_provide_it()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Canary + "\n");
        var secrets = Substitute.For<ISecretStore>();
        secrets.GetAsync("llm/sealed", Arg.Any<CancellationToken>()).Returns(Task.FromResult<string?>("from-the-store"));
        await using var services = CreateSut(true, secrets, [
            .. new[] { ("Provider", "openai"), ("Name", "filed"), ("ApiKeyName", "MY_KEY"), ("BaseUrl", $"{_server.Address}v1") }.Select(s => ($"Puppet:Llm:Tiers:0:{s.Item1}", s.Item2)),
            .. new[] { ("Provider", "openai"), ("Name", "sealed"), ("BaseUrl", $"{_server.Address}v1") }.Select(s => ($"Puppet:Llm:Tiers:1:{s.Item1}", s.Item2)),
            .. new[] { ("Provider", "openai"), ("Name", "none"), ("BaseUrl", $"{_server.Address}v1") }.Select(s => ($"Puppet:Llm:Tiers:2:{s.Item1}", s.Item2)),
            ("MY_KEY_FILE", file)]);
        var tiers = Tiers(services);

        await AskAsync(tiers[0]);
        await AskAsync(tiers[1]);
        var failure = await Assert.ThrowsAsync<LlmTierException>(() => AskAsync(tiers[2]));

        File.Delete(file);
        Assert.Equal([$"Bearer {Canary}", "Bearer from-the-store"], _server.Requests.Select(r => r.Headers["Authorization"]));
        Assert.Equal((LlmErrorClass.Auth, LlmCharge.None), (failure.Class, failure.Charge));
        Assert.Contains("OPENAI_API_KEY", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_cost_nothing()
    {
        await using var services = CreateSut(true, null, Tier("openai", "gpt-4o", ("ApiKey", Canary)));
        var tier = Tiers(services)[0];
        await _server.DisposeAsync();

        var failure = await Assert.ThrowsAsync<LlmTierException>(() => AskAsync(tier));

        Assert.Equal((LlmErrorClass.Server, LlmCharge.None), (failure.Class, failure.Charge));
    }

    [Fact]
    public async Task Embeddings_come_in_batches_and_in_order()
    {
        _server.Answer = () =>
        {
            var count = _server.Requests.Last().Body.GetProperty("input").GetArrayLength();
            var data = string.Join(',', Enumerable.Range(0, count).Reverse().Select(i => $$"""{"index":{{i}},"embedding":[{{i}},1]}"""));
            return (200, $$$"""{"object":"list","data":[{{{data}}}],"usage":{"prompt_tokens":{{{count}}},"total_tokens":{{{count}}}}}""");
        };
        await using var services = CreateSut(true, null,
            ("Puppet:Llm:Embeddings:Provider", "qwen"), ("Puppet:Llm:Embeddings:Model", "text-embedding-v4"), ("Puppet:Llm:Embeddings:Dimensions", "64"),
            ("Puppet:Llm:Embeddings:BaseUrl", $"{_server.Address}v1"), ("Puppet:Llm:Embeddings:ApiKey", Canary));

        var made = await services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(Enumerable.Range(0, 23).Select(i => $"t{i}"));

        Assert.Equal(3, _server.Requests.Count);
        Assert.Equal([0f, 1f, 2f], made.Take(3).Select(e => e.Vector.Span[0]));
        Assert.Equal(23, made.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Without_a_model_for_embeddings_the_lexical_one_serves()
    {
        await using var services = CreateSut(true);

        Assert.IsType<LocalNgramEmbeddingGenerator>(services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>());
        Assert.Empty(Tiers(services));
    }

    private (string, string)[] Tier(string provider, string model, params (string Key, string Value)[] more) =>
    [
        ("Puppet:Llm:Tiers:0:Provider", provider), ("Puppet:Llm:Tiers:0:Model", model), ("Puppet:Llm:Tiers:0:BaseUrl", $"{_server.Address}v1"),
        .. more.Select(m => ($"Puppet:Llm:Tiers:0:{m.Key}", m.Value)),
    ];
}
