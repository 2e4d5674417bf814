using System.Globalization;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Errors;

/// <summary>
/// Tells from status, headers and body why a call failed. One place for all providers: what they share is decided by status and code,
/// what one does differently (xAI's 403 without credits, Qwen's quota that is a rate limit, Google's and xAI's 400 for a bad key,
/// OpenRouter's 403 of moderation and errors inside a 200) by its dialect.
/// </summary>
public static class LlmErrorClassifier
{
    private static readonly string[] QuotaCodes =
        ["insufficient_quota", "exceeded_current_quota", "billing_not_active", "billing_hard_limit_reached", "insufficient_balance"];

    private static readonly string[] FilterMarks =
        ["content_filter", "content_policy_violation", "data_inspection_failed", "datainspectionfailed", "responsibleaipolicyviolation", "safety_check", "invalid_prompt"];

    private static readonly string[] LengthMarks =
    [
        "context_length_exceeded", "maximum context length", "string_above_max_length", "maximum prompt length", "context window",
        "range of input length should be", "exceeds the maximum number of tokens", "prompt is too long",
    ];

    private static readonly string[] KeyMarks = ["invalid_api_key", "incorrect api key", "api key not valid", "api_key_invalid", "invalid api key", "authentication"];

    /// <summary>Whether an answer with status 200 is none: its body holds an error, or nothing that could be an answer.</summary>
    public static bool IsErrorInside(string body)
    {
        var read = ErrorBody.Read(body);
        return read.IsError || !read.HasAnswer;
    }

    /// <summary>Classifies an answer that failed: an error status, or 200 with an error inside.</summary>
    /// <param name="dialect">Whose answer it is.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="now">The time, for delays given as a date.</param>
    /// <param name="secrets">Values that must not appear in the detail.</param>
    public static LlmVerdict Classify(LlmDialect dialect, LlmHttpAnswer answer, DateTimeOffset now, params ReadOnlySpan<string?> secrets)
    {
        var body = ErrorBody.Read(answer.Body);
        var inside = answer.Status is >= 200 and < 300;
        var status = inside ? StatusInside(body) ?? answer.Status : answer.Status;
        var words = body.Words;
        var errorClass = ClassOf(dialect, status, body, words);
        var delay = errorClass is LlmErrorClass.RateLimit or LlmErrorClass.Server or LlmErrorClass.Quota ? RetryDelay.Of(answer, body, now) : null;
        var format = errorClass == LlmErrorClass.InvalidRequest && HasAny(words, ["response_format", "json_schema", "structured output", "json mode"]);
        return new LlmVerdict(errorClass, status, delay, Detail(status, inside, body, secrets), format);
    }

    private static LlmErrorClass ClassOf(LlmDialect dialect, int status, ErrorBody body, string words)
    {
        if (status == 401)
        {
            return LlmErrorClass.Auth;
        }

        if (IsQuota(dialect, status, body, words))
        {
            return LlmErrorClass.Quota;
        }

        if (IsFilter(status, words))
        {
            return LlmErrorClass.ContentFilter;
        }

        if (status == 413 || (status is 400 or 422 or 500 && HasAny(words, LengthMarks)))
        {
            return LlmErrorClass.ContextLength;
        }

        if (status is 403 or 404 or 407 or 451 || (status == 400 && HasAny(words, KeyMarks)))
        {
            return LlmErrorClass.Auth;
        }

        return status switch
        {
            408 or 409 or 425 or 429 => LlmErrorClass.RateLimit,
            >= 400 and < 500 => LlmErrorClass.InvalidRequest,
            // 5xx, a 200 with an error inside, a redirect that nobody asked for.
            _ => LlmErrorClass.Server,
        };
    }

    private static bool IsQuota(LlmDialect dialect, int status, ErrorBody body, string words)
    {
        if (status == 402 || words.Contains("arrearage", StringComparison.Ordinal))
        {
            return true;
        }

        if (status == 403)
        {
            return HasAny(words, ["credits", "spending limit", "insufficient balance", "key limit exceeded", "exceeded_current_quota"]);
        }

        if (status is not (429 or 400))
        {
            return false;
        }

        return dialect switch
        {
            // Qwen says insufficient_quota for its tokens per minute; it opens again within about a minute.
            LlmDialect.Qwen => false,
            // Google says the same sentence for a window and for the day; only the window names a delay.
            LlmDialect.Gemini => status == 429 && body.RetryDelay is null && words.Contains("current quota", StringComparison.Ordinal),
            _ => HasAny(words, QuotaCodes),
        };
    }

    private static bool IsFilter(int status, string words) =>
        (status is 400 or 403 or 422 && HasAny(words, FilterMarks))
        || (status == 403 && HasAny(words, ["moderation", "flagged", "usage guidelines"]))
        || (status == 400 && HasAny(words, ["content management policy", "safety system", "inappropriate content", "prohibited_content"]));

    /// <summary>The status that an error inside a 200 names as its code, as OpenRouter does.</summary>
    private static int? StatusInside(ErrorBody body) =>
        int.TryParse(body.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 400 and < 600 ? code : null;

    private static string Detail(int status, bool inside, ErrorBody body, ReadOnlySpan<string?> secrets)
    {
        var code = body.Code.Length > 0 && body.Code != status.ToString(CultureInfo.InvariantCulture) ? $" {body.Code}" : "";
        var message = body.Message.Length > 0 ? body.Message : "no message";
        return ProviderText.Clean($"{(inside ? "200 with an error inside, " : "")}{status}{code}: {message}", secrets);
    }

    private static bool HasAny(string words, ReadOnlySpan<string> marks)
    {
        foreach (var mark in marks)
        {
            if (words.Contains(mark, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
