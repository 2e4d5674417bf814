using System.Globalization;
using System.Text.Json;
using PuppetEngine.Emulators.Http;

namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>Each provider's refusals in its own shape: an object, a string, an array, a numeric code.</summary>
internal static class LlmProblem
{
    private const string JsonContext = "This model's maximum context length is {0} tokens. However, your messages resulted in more tokens. Please reduce the length of the messages.";

    /// <param name="dialect">Whose shape.</param>
    /// <param name="error">Why.</param>
    /// <param name="detail">Model name, parameter or context length, where the sentence has one.</param>
    /// <param name="status">Another status than the provider's usual one, for server errors.</param>
    /// <param name="retryAfterSeconds">What a rate limit asks the caller to wait.</param>
    public static LlmAnswer Create(LlmDialect dialect, LlmErrorClass error, string detail = "", int? status = null, int retryAfterSeconds = 1)
    {
        var facts = Facts(dialect, error, detail, status);
        var body = dialect switch
        {
            LlmDialect.XAI => XAI(facts),
            LlmDialect.Gemini => Gemini(facts, error, retryAfterSeconds),
            LlmDialect.OpenRouter => OpenRouter(facts),
            LlmDialect.Azure => Azure(facts, error),
            _ => OpenAI(facts, dialect, error),
        };
        var answer = new LlmAnswer(facts.Status, body);
        if (error == LlmErrorClass.RateLimit && dialect != LlmDialect.Gemini)
        {
            answer.Headers["retry-after"] = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            if (dialect is LlmDialect.OpenAI or LlmDialect.Azure)
            {
                answer.Headers["retry-after-ms"] = (retryAfterSeconds * 1000).ToString(CultureInfo.InvariantCulture);
            }
        }

        return answer;
    }

    /// <summary>OpenRouter's way of failing half-way: status 200, and the error in the body.</summary>
    public static byte[] InsideOk(LlmDialect dialect) =>
        dialect == LlmDialect.OpenRouter
            ? OpenRouter(new(502, "Provider returned error", "upstream_error", "502", null))
            : OpenAI(new(200, "The upstream model failed while answering.", "server_error", "upstream_error", null), dialect, LlmErrorClass.Server);

    private static ErrorFacts Facts(LlmDialect dialect, LlmErrorClass error, string detail, int? status) => error switch
    {
        LlmErrorClass.InvalidKey => new(dialect is LlmDialect.XAI or LlmDialect.Gemini ? 400 : 401, dialect switch
        {
            LlmDialect.Azure => "Access denied due to invalid subscription key or wrong API endpoint.",
            LlmDialect.Gemini => "API key not valid. Please pass a valid API key.",
            LlmDialect.OpenRouter => "No auth credentials found",
            LlmDialect.DeepSeek => "Authentication Fails, Your api key is invalid",
            _ => "Incorrect API key provided. You can find your API key in your account's settings.",
        }, dialect == LlmDialect.DeepSeek ? "authentication_error" : "invalid_request_error", dialect == LlmDialect.Azure ? "401" : "invalid_api_key", null),
        LlmErrorClass.Forbidden => new(403, "Country, region, or territory not supported", "request_forbidden", "unsupported_country_region_territory", null),
        LlmErrorClass.ModelNotFound => new(404, dialect == LlmDialect.Azure
            ? "The API deployment for this resource does not exist."
            : $"The model `{detail}` does not exist or you do not have access to it.",
            "invalid_request_error", dialect == LlmDialect.Azure ? "DeploymentNotFound" : "model_not_found", null),
        LlmErrorClass.RateLimit => new(429, dialect switch
        {
            LlmDialect.DashScope => "You exceeded your current quota, please check your plan and billing details.",
            LlmDialect.Gemini => "Resource has been exhausted (e.g. check quota).",
            LlmDialect.Azure => "Requests have exceeded the call rate limit of your current tier. Please retry later.",
            _ => "Rate limit reached on requests per min (RPM): Limit 500, Used 500, Requested 1. Please try again in 1.2s",
        }, dialect == LlmDialect.DashScope ? "insufficient_quota" : "requests", dialect switch
        {
            LlmDialect.DashScope => "insufficient_quota",
            LlmDialect.Azure => "429",
            _ => "rate_limit_exceeded",
        }, null),
        LlmErrorClass.Quota => dialect switch
        {
            LlmDialect.XAI => new(403, "Your team has either used all available credits or reached its monthly spending limit.", "permission_denied", "The caller does not have permission to execute the specified operation", null),
            LlmDialect.DeepSeek or LlmDialect.OpenRouter => PaymentRequired(dialect),
            LlmDialect.DashScope => new(400, "Access denied, please make sure your account is in good standing.", "Arrearage", "Arrearage", null),
            _ => new(429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota", null),
        },
        LlmErrorClass.PaymentRequired => PaymentRequired(dialect),
        LlmErrorClass.ContentFilter => dialect switch
        {
            LlmDialect.DashScope => new(400, "Input data may contain inappropriate content.", "data_inspection_failed", "data_inspection_failed", null),
            LlmDialect.OpenRouter => new(403, "Your chosen model requires moderation and your input was flagged.", "moderation", "403", null),
            LlmDialect.Azure => new(400, "The response was filtered due to the prompt triggering the content management policy.", null, "content_filter", "prompt"),
            _ => new(400, "Your request was rejected as a result of our safety system.", "invalid_request_error", "content_policy_violation", null),
        },
        LlmErrorClass.ContextLength => new(400, string.Format(CultureInfo.InvariantCulture, JsonContext, detail.Length > 0 ? detail : "128000"), "invalid_request_error", "context_length_exceeded", "messages"),
        LlmErrorClass.Server => new(status ?? 503, "The server is overloaded or not ready yet.", "server_error", "overloaded", null),
        _ => new(400, detail.Length > 0 ? detail : "The request is not valid.", "invalid_request_error", "invalid_request", null),
    };

    private static ErrorFacts PaymentRequired(LlmDialect dialect) => new(402, dialect == LlmDialect.OpenRouter
        ? "Insufficient credits. Add more using https://openrouter.ai/settings/credits"
        : "Insufficient Balance", "unknown_error", "invalid_request_error", null);

    private static byte[] OpenAI(ErrorFacts facts, LlmDialect dialect, LlmErrorClass error) => JsonBytes.Write(w =>
    {
        w.WriteStartObject();
        w.WriteStartObject("error");
        w.WriteString("message", facts.Message);
        WriteOrNull(w, "type", facts.Type);
        WriteOrNull(w, "param", facts.Param);
        w.WriteString("code", facts.Code);
        w.WriteEndObject();
        if (dialect == LlmDialect.DashScope)
        {
            w.WriteString("request_id", $"emulated-{(int)error}");
        }

        w.WriteEndObject();
    });

    private static byte[] Azure(ErrorFacts facts, LlmErrorClass error) => JsonBytes.Write(w =>
    {
        w.WriteStartObject();
        w.WriteStartObject("error");
        w.WriteString("message", facts.Message);
        WriteOrNull(w, "type", facts.Type);
        WriteOrNull(w, "param", facts.Param);
        w.WriteString("code", facts.Code);
        w.WriteNumber("status", facts.Status);
        if (error == LlmErrorClass.ContentFilter)
        {
            w.WriteStartObject("innererror");
            w.WriteString("code", "ResponsibleAIPolicyViolation");
            w.WriteStartObject("content_filter_result");
            w.WriteStartObject("hate");
            w.WriteBoolean("filtered", true);
            w.WriteString("severity", "high");
            w.WriteEndObject();
            w.WriteEndObject();
            w.WriteEndObject();
        }

        w.WriteEndObject();
        w.WriteEndObject();
    });

    private static byte[] XAI(ErrorFacts facts) => JsonBytes.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("code", facts.Code);
        w.WriteString("error", facts.Message);
        w.WriteEndObject();
    });

    private static byte[] Gemini(ErrorFacts facts, LlmErrorClass error, int retryAfterSeconds) => JsonBytes.Write(w =>
    {
        w.WriteStartArray();
        w.WriteStartObject();
        w.WriteStartObject("error");
        w.WriteNumber("code", facts.Status);
        w.WriteString("message", facts.Message);
        w.WriteString("status", error switch
        {
            LlmErrorClass.RateLimit or LlmErrorClass.Quota => "RESOURCE_EXHAUSTED",
            LlmErrorClass.Forbidden => "PERMISSION_DENIED",
            LlmErrorClass.ModelNotFound => "NOT_FOUND",
            LlmErrorClass.Server => "UNAVAILABLE",
            LlmErrorClass.PaymentRequired => "FAILED_PRECONDITION",
            _ => "INVALID_ARGUMENT",
        });
        if (error == LlmErrorClass.ContextLength)
        {
            w.WriteString("reason", facts.Code);
        }

        if (error == LlmErrorClass.RateLimit)
        {
            w.WriteStartArray("details");
            w.WriteStartObject();
            w.WriteString("@type", "type.googleapis.com/google.rpc.RetryInfo");
            w.WriteString("retryDelay", $"{retryAfterSeconds}s");
            w.WriteEndObject();
            w.WriteEndArray();
        }

        w.WriteEndObject();
        w.WriteEndObject();
        w.WriteEndArray();
    });

    private static byte[] OpenRouter(ErrorFacts facts) => JsonBytes.Write(w =>
    {
        w.WriteStartObject();
        w.WriteStartObject("error");
        w.WriteNumber("code", facts.Status);
        w.WriteString("message", facts.Message);
        w.WriteStartObject("metadata");
        w.WriteString("provider_name", "Emulated");
        w.WriteString("raw", facts.Code);
        w.WriteEndObject();
        w.WriteEndObject();
        w.WriteEndObject();
    });

    private static void WriteOrNull(Utf8JsonWriter w, string name, string? value)
    {
        if (value is null)
        {
            w.WriteNull(name);
        }
        else
        {
            w.WriteString(name, value);
        }
    }

    private sealed record ErrorFacts(int Status, string Message, string? Type, string Code, string? Param);
}
