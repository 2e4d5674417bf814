using System.Collections.Concurrent;
using System.Text;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm;

/// <summary>What each kind of fault does to a request to a model.</summary>
internal sealed class LlmFaults(CounterBook counters, TimeProvider time, EmulatorLifetime lifetime)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _outOfMoney = [];

    /// <summary>Counts a request that came although the same key was told at the same provider that there is no money left.</summary>
    public void CountEarly(LlmCall call)
    {
        if (_outOfMoney.TryGetValue($"{call.Provider}/{call.KeyId}", out var until) && time.GetUtcNow() < until)
        {
            counters.Add("llm", "after_quota");
        }
    }

    public void Clear() => _outOfMoney.Clear();

    /// <summary>The answer a fault gives in the model's stead; status 0 where the connection is gone; null where the model may speak.</summary>
    public async Task<LlmAnswer?> EndAsync(LlmCall call, FaultHit hit, ChatRequest request)
    {
        var rule = hit.Rule;
        var dialect = rule.Dialect is { } name ? LlmDialects.Of(name) : call.Dialect;
        switch (hit.Kind)
        {
            case FaultKind.DropBeforeEffect or FaultKind.LandLater:
                call.Http.Abort();
                return new LlmAnswer(0, []);
            case FaultKind.Hang:
                await HangAsync(call, hit);
                call.Http.Abort();
                return new LlmAnswer(0, []);
            case FaultKind.Empty or FaultKind.BadJson or FaultKind.SchemaViolation or FaultKind.DropAfterEffect or FaultKind.UnreadableAfterEffect:
                return null;
            case FaultKind.OkWithError:
                return new LlmAnswer(200, rule.Body is { } ok ? Encoding.UTF8.GetBytes(ok) : LlmProblem.InsideOk(dialect));
            case FaultKind.PaymentRequired or FaultKind.Quota429:
                _outOfMoney[$"{call.Provider}/{call.KeyId}"] = time.GetUtcNow().AddSeconds(rule.Seconds ?? 60);
                return LlmProblem.Create(dialect, hit.Kind == FaultKind.Quota429 ? LlmErrorClass.Quota : LlmErrorClass.PaymentRequired);
            case FaultKind.Window429:
                return LlmProblem.Create(dialect, LlmErrorClass.RateLimit, retryAfterSeconds: rule.Seconds ?? 1);
            case FaultKind.Unauthorized:
                return LlmProblem.Create(dialect, LlmErrorClass.InvalidKey);
            case FaultKind.Forbidden:
                return LlmProblem.Create(dialect, LlmErrorClass.Forbidden);
            case FaultKind.ContentFilter:
                return LlmProblem.Create(dialect, LlmErrorClass.ContentFilter);
            case FaultKind.ContextLength:
                return LlmProblem.Create(dialect, LlmErrorClass.ContextLength, TokenEstimate.Of(request.Messages).ToString(System.Globalization.CultureInfo.InvariantCulture));
            default:
                return rule.Body is { } body
                    ? new LlmAnswer(rule.Status ?? 503, Encoding.UTF8.GetBytes(body))
                    : LlmProblem.Create(dialect, ClassOf(rule.Status ?? 503), status: rule.Status);
        }
    }

    /// <summary>What a model that fails without an error says.</summary>
    public static ChatReply Spoil(FaultHit hit, ChatReply reply) => hit.Kind switch
    {
        FaultKind.Empty => new ChatReply(""),
        FaultKind.BadJson => new ChatReply("Sure! Here is the JSON you asked for:\n```json\n{\"text\": \"unfinished"),
        FaultKind.SchemaViolation => new ChatReply("{\"unexpected\":{\"nested\":[1,2,3]}}"),
        _ => reply,
    };

    private async Task HangAsync(LlmCall call, FaultHit hit)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, lifetime.Stopping);
        var wait = hit.Time > TimeSpan.Zero ? hit.Time : Timeout.InfiniteTimeSpan;
        await Task.Delay(wait, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static LlmErrorClass ClassOf(int status) => status switch
    {
        400 => LlmErrorClass.InvalidRequest,
        401 => LlmErrorClass.InvalidKey,
        402 => LlmErrorClass.PaymentRequired,
        403 => LlmErrorClass.Forbidden,
        404 => LlmErrorClass.ModelNotFound,
        429 => LlmErrorClass.RateLimit,
        _ => LlmErrorClass.Server,
    };
}
