using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Errors;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Tests.Engine.Llm;

/// <summary>Every body that the providers are known to answer with.</summary>
public sealed class LlmErrorClassifierTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // OpenAI
    [InlineData(LlmDialect.OpenAI, 400, """{"error":{"message":"This model's maximum context length is 128000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", LlmErrorClass.ContextLength)]
    [InlineData(LlmDialect.OpenAI, 400, """{"error":{"message":"Invalid 'messages[0].content': string too long.","type":"invalid_request_error","param":"messages[0].content","code":"string_above_max_length"}}""", LlmErrorClass.ContextLength)]
    [InlineData(LlmDialect.OpenAI, 400, """{"error":{"message":"Your request was rejected as a result of our safety system.","type":"invalid_request_error","param":null,"code":"content_policy_violation"}}""", LlmErrorClass.ContentFilter)]
    [InlineData(LlmDialect.OpenAI, 401, """{"error":{"message":"Incorrect API key provided: sk-ab***yz.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", LlmErrorClass.Auth)]
    [InlineData(LlmDialect.OpenAI, 403, """{"error":{"code":"unsupported_country_region_territory","message":"Country, region, or territory not supported","param":null,"type":"request_forbidden"}}""", LlmErrorClass.Auth)]
    [InlineData(LlmDialect.OpenAI, 404, """{"error":{"message":"The model `gpt-9` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}""", LlmErrorClass.Auth)]
    [InlineData(LlmDialect.OpenAI, 429, """{"error":{"message":"Rate limit reached for gpt-5-mini on tokens per min (TPM): Limit 200000, Used 199000, Requested 2000. Please try again in 1.2s","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""", LlmErrorClass.RateLimit)]
    [InlineData(LlmDialect.OpenAI, 429, """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", LlmErrorClass.Quota)]
    [InlineData(LlmDialect.OpenAI, 400, """{"error":{"message":"Unsupported value: 'temperature' does not support 0.7 with this model.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}""", LlmErrorClass.InvalidRequest)]
    [InlineData(LlmDialect.OpenAI, 500, """{"error":{"message":"The server had an error while processing your request.","type":"server_error","param":null,"code":null}}""", LlmErrorClass.Server)]
    [InlineData(LlmDialect.OpenAI, 503, """{"error":{"message":"The engine is currently overloaded","type":"overloaded","param":null,"code":null}}""", LlmErrorClass.Server)]
    [InlineData(LlmDialect.OpenAI, 408, "", LlmErrorClass.RateLimit)]
    [InlineData(LlmDialect.OpenAI, 409, """{"error":{"message":"conflict"}}""", LlmErrorClass.RateLimit)]
    // Azure
    [InlineData(LlmDialect.Azure, 400, """{"error":{"message":"The response was filtered due to the prompt triggering the content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true,"severity":"high"}}}}}""", LlmErrorClass.ContentFilter)]
    [InlineData(LlmDialect.Azure, 429, """{"error":{"code":"429","message":"Requests have exceeded the call rate limit of your current tier."}}""", LlmErrorClass.RateLimit)]
    [InlineData(LlmDialect.Azure, 429, """{"error":{"code":"RateLimitReached","message":"Please retry after 7 seconds."}}""", LlmErrorClass.RateLimit)]
    [InlineData(LlmDialect.Azure, 404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""", LlmErrorClass.Auth)]
    [InlineData(LlmDialect.Azure, 401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key."}}""", LlmErrorClass.Auth)]
    // xAI: the error is a string, a bad key is 400, no credits is 403
    [InlineData(LlmDialect.Grok, 400, """{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***yz. You can obtain an API key from https://console.x.ai."}""", LlmErrorClass.Auth)]
    [InlineData(LlmDialect.Grok, 403, """{"code":"The caller does not have permission to execute the specified operation","error":"Your team 1234 has either used all available credits or reached its monthly spending limit."}""", LlmErrorClass.Quota)]
    [InlineData(LlmDialect.Grok, 403, """{"code":"permission-denied","error":"Content violates usage guidelines. SAFETY_CHECK_TYPE_DATA_LEAKAGE"}""", LlmErrorClass.ContentFilter)]
    [InlineData(LlmDialect.Grok, 400, """{"code":"invalid-argument","error":"This model's maximum prompt length is 131072 but the request contains 200000 tokens."}""", LlmErrorClass.ContextLength)]
    [InlineData(LlmDialect.Grok, 403, """{"code":"permission-denied","error":"The API key is blocked."}""", LlmErrorClass.Auth)]
    // Gemini: an array
    [InlineData(LlmDialect.Gemini, 429, """[{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}]""", LlmErrorClass.RateLimit)]
    [InlineData(LlmDialect.Gemini, 429, """[{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED"}}]""", LlmErrorClass.Quota)]
    [InlineData(LlmDialect.Gemini, 400, """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}]""", LlmErrorClass.Auth)]
    [InlineData(LlmDialect.Gemini, 400, """[{"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}]""", LlmErrorClass.ContextLength)]
    [InlineData(LlmDialect.Gemini, 503, """[{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}]""", LlmErrorClass.Server)]
    // DeepSeek
    [InlineData(LlmDialect.DeepSeek, 402, """{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}""", LlmErrorClass.Quota)]
    [InlineData(LlmDialect.DeepSeek, 401, """{"error":{"message":"Authentication Fails, Your api key is invalid","type":"authentication_error","param":null,"code":"invalid_request_error"}}""", LlmErrorClass.Auth)]
    [InlineData(LlmDialect.DeepSeek, 422, """{"error":{"message":"Invalid parameters","type":"invalid_request_error"}}""", LlmErrorClass.InvalidRequest)]
    // OpenRouter: numbers, moderation, errors inside a 200
    [InlineData(LlmDialect.OpenRouter, 402, """{"error":{"code":402,"message":"Insufficient credits. Add more using https://openrouter.ai/settings/credits","metadata":{}}}""", LlmErrorClass.Quota)]
    [InlineData(LlmDialect.OpenRouter, 403, """{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged","metadata":{"reasons":["violence"],"flagged_input":"…"}}}""", LlmErrorClass.ContentFilter)]
    [InlineData(LlmDialect.OpenRouter, 403, """{"error":{"code":403,"message":"Key limit exceeded (total limit)."}}""", LlmErrorClass.Quota)]
    [InlineData(LlmDialect.OpenRouter, 200, """{"error":{"code":502,"message":"Provider returned error","metadata":{"raw":"upstream"}}}""", LlmErrorClass.Server)]
    [InlineData(LlmDialect.OpenRouter, 200, """{"choices":[{"index":0,"error":{"code":429,"message":"upstream is rate limited"},"message":{"content":""}}]}""", LlmErrorClass.RateLimit)]
    [InlineData(LlmDialect.OpenRouter, 503, """{"error":{"code":503,"message":"No instances available"}}""", LlmErrorClass.Server)]
    // Qwen: its insufficient_quota is tokens per minute
    [InlineData(LlmDialect.Qwen, 429, """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","code":"insufficient_quota"},"request_id":"r"}""", LlmErrorClass.RateLimit)]
    [InlineData(LlmDialect.Qwen, 429, """{"error":{"message":"Requests rate limit exceeded, please try again later.","type":"limit_requests","code":"Throttling.RateQuota"}}""", LlmErrorClass.RateLimit)]
    [InlineData(LlmDialect.Qwen, 400, """{"error":{"message":"Access denied, please make sure your account is in good standing.","type":"Arrearage","code":"Arrearage"}}""", LlmErrorClass.Quota)]
    [InlineData(LlmDialect.Qwen, 400, """{"error":{"message":"Input data may contain inappropriate content.","type":"data_inspection_failed","code":"data_inspection_failed"}}""", LlmErrorClass.ContentFilter)]
    [InlineData(LlmDialect.Qwen, 400, """{"error":{"message":"Range of input length should be [1, 30720]","type":"invalid_request_error","code":"invalid_parameter_error"}}""", LlmErrorClass.ContextLength)]
    // No JSON at all
    [InlineData(LlmDialect.Compatible, 502, "<html><h1>Bad Gateway</h1></html>", LlmErrorClass.Server)]
    [InlineData(LlmDialect.Compatible, 413, "Payload Too Large", LlmErrorClass.ContextLength)]
    [InlineData(LlmDialect.Compatible, 200, "", LlmErrorClass.Server)]
    [InlineData(LlmDialect.Compatible, 302, "", LlmErrorClass.Server)]
    public void Classify_names_the_class_of_each_body(LlmDialect dialect, int status, string body, LlmErrorClass expected)
    {
        var verdict = LlmErrorClassifier.Classify(dialect, new LlmHttpAnswer(status, body, new Dictionary<string, string>()), Now);

        Assert.Equal(expected, verdict.Class);
        Assert.NotEmpty(verdict.Detail);
    }

    [Theory]
    [InlineData("retry-after-ms", "250", "retry-after", "9", "{}", 0.25)]
    [InlineData("retry-after", "9", "x", "", "{}", 9)]
    [InlineData("Retry-After", "Tue, 03 Nov 2026 12:01:00 GMT", "x", "", "{}", 60)]
    [InlineData("x", "", "y", "", """[{"error":{"code":429,"message":"m","details":[{"retryDelay":"34.5s"}]}}]""", 34.5)]
    [InlineData("x", "", "y", "", """{"error":{"message":"Rate limit. Please try again in 1.2s"}}""", 1.2)]
    [InlineData("x", "", "y", "", """{"error":{"message":"Please try again in 120ms."}}""", 0.12)]
    [InlineData("x", "", "y", "", """{"error":{"message":"Please try again in 6m0s."}}""", 360)]
    public void Classify_reads_the_delay_from_header_body_or_words(string header, string value, string other, string otherValue, string body, double seconds)
    {
        var verdict = LlmErrorClassifier.Classify(LlmDialect.OpenAI, new LlmHttpAnswer(429, body, new Dictionary<string, string> { [header] = value, [other] = otherValue }), Now);

        Assert.Equal(TimeSpan.FromSeconds(seconds), verdict.RetryAfter);
    }

    [Theory]
    [InlineData("sk-proj-AbCdEf0123456789")]
    [InlineData("xai-AbCdEf0123456789")]
    [InlineData("AIzaSyA0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("a key of no known form")]
    public void Classify_keeps_keys_out_of_the_detail(string key)
    {
        var body = """{"error":{"message":"Incorrect API key provided: KEY.","code":"invalid_api_key"}}""".Replace("KEY", key, StringComparison.Ordinal);

        var verdict = LlmErrorClassifier.Classify(LlmDialect.OpenAI, new LlmHttpAnswer(401, body, new Dictionary<string, string>()), Now, key);

        Assert.DoesNotContain(key, verdict.Detail, StringComparison.Ordinal);
        Assert.Contains("***", verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_tells_a_refused_form_of_output_from_other_bad_requests()
    {
        const string Body = """{"error":{"message":"Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.","type":"invalid_request_error","param":"response_format"}}""";

        Assert.True(LlmErrorClassifier.Classify(LlmDialect.OpenAI, new LlmHttpAnswer(400, Body, new Dictionary<string, string>()), Now).FormatRefused);
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"hi"}}]}""", false)]
    [InlineData("""{"choices":[]}""", true)]
    [InlineData("""{"error":{"code":502,"message":"x"}}""", true)]
    [InlineData("""{"choices":[{"error":{"code":502,"message":"x"},"message":{"content":""}}]}""", true)]
    [InlineData("not json", true)]
    public void IsErrorInside_looks_into_the_raw_body(string body, bool expected) => Assert.Equal(expected, LlmErrorClassifier.IsErrorInside(body));
}
