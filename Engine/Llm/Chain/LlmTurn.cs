using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>What has happened so far in one request's way through the chain, and the answer made of it.</summary>
internal sealed class LlmTurn(LlmRequest request, TimeProvider time)
{
    // What passes by itself comes first: as long as one tier may answer later, asking again is worth it. What a person must mend comes last.
    private static readonly LlmErrorClass[] MostTelling =
    [
        LlmErrorClass.RateLimit, LlmErrorClass.Timeout, LlmErrorClass.Server, LlmErrorClass.BadOutput, LlmErrorClass.ContentFilter, LlmErrorClass.ContextLength,
        LlmErrorClass.InvalidRequest, LlmErrorClass.Budget, LlmErrorClass.Quota, LlmErrorClass.Auth, LlmErrorClass.CircuitOpen, LlmErrorClass.NotConfigured,
    ];

    private readonly List<AttemptResult> _results = [];

    /// <summary>What is left of the request's own limit, in millionths of a dollar; null without one.</summary>
    public long? MicroDollarsLeft => request.MaxMicroDollars is { } most ? most - _results.Sum(static r => r.Usage.MicroDollars) : null;

    /// <summary>The largest context that was too short; 0 while none was.</summary>
    public int TooShortContext => _results.Where(static r => r.Error == LlmErrorClass.ContextLength).Select(static r => r.Tier.ContextTokens).DefaultIfEmpty(0).Max();

    public void Add(AttemptResult result) => _results.Add(result);

    public LlmAnswer Answered(AttemptResult result) => new()
    {
        Text = result.Text,
        Tier = result.Tier.Name,
        Model = result.Model,
        FinishReason = result.FinishReason,
        ToolCallsJson = result.ToolCallsJson,
        Usage = Total(),
        Attempts = Attempts(),
    };

    public LlmAnswer Failed()
    {
        var telling = _results.MinBy(static r => Array.IndexOf(MostTelling, r.Error!.Value))!;
        var now = time.GetUtcNow();
        var retries = _results.Where(static r => r.RetryAfter is not null).Select(r => now + r.RetryAfter!.Value)
            .Concat(_results.Where(static r => r.RetryAt is not null).Select(static r => r.RetryAt!.Value))
            .ToList();
        return new LlmAnswer
        {
            Error = telling.Error,
            Detail = "No model answered. " + string.Join(" · ", _results.Select(static r => $"{r.Tier.Name}: {r.Detail}").Distinct().Take(8)) + Mending(telling.Error!.Value),
            RetryAt = retries.Count > 0 ? retries.Min() : null,
            Usage = Total(),
            Attempts = Attempts(),
        };
    }

    /// <summary>An answer for a request that reached no tier.</summary>
    public static LlmAnswer Refused(LlmErrorClass error, string detail) => new() { Error = error, Detail = detail + Mending(error) };

    private static string Mending(LlmErrorClass error) => error switch
    {
        LlmErrorClass.NotConfigured => " Name at least one tier in Puppet:Llm:Tiers, with its provider, model and key.",
        LlmErrorClass.Auth => " Check the tiers' keys and models in Puppet:Llm:Tiers.",
        LlmErrorClass.Quota => " Top up the providers' accounts, or add a tier of another provider to Puppet:Llm:Tiers.",
        LlmErrorClass.Budget => " Raise the agent's daily limit or Puppet:Llm:Budget:DailyDollars, or wait for the next UTC day.",
        LlmErrorClass.ContextLength => " Shorten the prompt, or add a tier with a longer context to Puppet:Llm:Tiers.",
        _ => "",
    };

    private LlmUsage Total() => new()
    {
        PromptTokens = _results.Sum(static r => r.Usage.PromptTokens),
        CachedTokens = _results.Sum(static r => r.Usage.CachedTokens),
        CompletionTokens = _results.Sum(static r => r.Usage.CompletionTokens),
        MicroDollars = _results.Sum(static r => r.Usage.MicroDollars),
        PriceUnknown = _results.Any(static r => r.Usage.PriceUnknown),
    };

    private List<LlmAttempt> Attempts() =>
        [.. _results.Select(static r => new LlmAttempt { Tier = r.Tier.Name, Model = r.Model, Error = r.Error, Detail = r.Detail, Elapsed = r.Elapsed })];
}
