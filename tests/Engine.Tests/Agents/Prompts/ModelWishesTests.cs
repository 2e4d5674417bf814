using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Tests.Engine.Agents.Prompts;

public sealed class ModelWishesTests
{
    private static readonly LlmRequest Plain = new()
    {
        AgentId = "ada", CallId = "c", Messages = [], Deadline = DateTimeOffset.UnixEpoch, MaxOutputTokens = 280, Temperature = 0.9,
    };

    public static TheoryData<string, Func<LlmRequest, LlmRequest>> Rows => new()
    {
        { """ "llm_provider": "xAI" """, request => request with { PreferredProvider = "grok" } },
        { """ "llm_config": { "fallback_provider": "google" } """, request => request with { FallbackProvider = "gemini" } },
        { """ "llm_config": { "model": "grok-4.5" } """, request => request with { Model = "grok-4.5" } },
        { """ "llm_config": { "temperature": 0 } """, request => request with { Temperature = 0 } },
        { """ "llm_config": { "max_tokens": 60 } """, request => request with { MaxOutputTokens = 60 } },
        { """ "llm_config": { "top_p": 0.5 } """, request => request with { TopP = 0.5 } },
        { """ "llm_config": { "frequency_penalty": -1.5 } """, request => request with { FrequencyPenalty = -1.5 } },
        { """ "llm_config": { "presence_penalty": 0.25 } """, request => request with { PresencePenalty = 0.25 } },
        { """ "llm_config": { "timeout": 7.5 } """, request => request with { AttemptTimeout = TimeSpan.FromSeconds(7.5) } },
        { """ "llm_config": { "timeout": 1e300 } """, request => request with { AttemptTimeout = TimeSpan.FromMinutes(10) } },
        { """ "llm_config": { "timeout": 1e-300 } """, request => request with { AttemptTimeout = TimeSpan.FromSeconds(0.1) } },
        { """ "endpoints": { "llm": "local" } """, request => request with { Endpoint = "local" } },
        { """ "llm_config": { "max_tokens": 0, "timeout": 0, "model": "" } """, request => request },
        { """ "name": "Ada" """, request => request },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Each_field_of_a_definition_changes_its_part_of_the_request_and_no_other(string member, Func<LlmRequest, LlmRequest> expected)
    {
        var parsed = AgentDefinitionParser.Parse($$"""{ "id": "ada", {{member}} }""", "");
        Assert.Empty(parsed.Problems);
        Assert.Equal(expected(Plain), ModelWishes.Apply(Plain, parsed.Definition!));
    }
}
