using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Http;
using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm;

/// <summary>What every LLM request goes through: key, faults, model, context length, the answer, faults in the answer.</summary>
internal sealed class LlmPipeline(
    ChatResponder responder, LlmLedger ledger, LlmFaults llmFaults, FaultBook faults, CounterBook counters, IOptions<EmulatorOptions> options,
    TimeProvider time, EmulatorLifetime lifetime)
{
    private const string Group = "llm";
    private readonly LlmEmulatorOptions _options = options.Value.Llm;

    public async Task ChatAsync(HttpContext http)
    {
        var call = new LlmCall(http, "chat/completions");
        var body = await BeginAsync(call);
        if (body is null)
        {
            return;
        }

        var (request, problem) = ChatRequestReader.Read(body);
        if (request is null)
        {
            await WriteAsync(http, LlmProblem.Create(call.Dialect, LlmErrorClass.InvalidRequest, problem));
            return;
        }

        if (Refusal(call, request.Model, TokenEstimate.Of(request.Messages)) is { } refusal)
        {
            Record(call, request, refusal.Status, "");
            await WriteAsync(http, refusal);
            return;
        }

        var plan = faults.Decide($"POST {call.Route}", $"POST {http.Request.Path}", call.KeyId);
        if (plan.Delay > TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.Stopping);
            await Task.Delay(plan.Delay, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (plan.End is { } hit && await llmFaults.EndAsync(call, hit, request) is { } ended)
        {
            Record(call, request, ended.Status, "");
            if (!http.RequestAborted.IsCancellationRequested)
            {
                await WriteAsync(http, ended);
            }

            return;
        }

        await AnswerAsync(call, request, plan.End);
    }

    /// <summary>Counts, reads the body and checks the key; null where that was answered.</summary>
    public async Task<byte[]?> BeginAsync(LlmCall call)
    {
        var http = call.Http;
        counters.Add("requests", $"POST {call.Route}");
        http.Response.Headers["x-request-id"] = $"req_{counters.NextOrder():x}";
        var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
        if (body is null)
        {
            await WriteAsync(http, LlmProblem.Create(call.Dialect, LlmErrorClass.InvalidRequest, "The request body is too large."));
            return null;
        }

        if (call.Key.Length == 0 || (_options.AcceptedKeys.Count > 0 && !_options.AcceptedKeys.Contains(call.Key)))
        {
            counters.Add(Group, "unauthorized");
            await WriteAsync(http, LlmProblem.Create(call.Dialect, LlmErrorClass.InvalidKey));
            return null;
        }

        counters.Add("keys", $"{call.KeyId} POST {call.Route}");
        llmFaults.CountEarly(call);
        return body;
    }

    public LlmAnswer? Refusal(LlmCall call, string model, int tokens)
    {
        // A deployment in the path is Azure's older way of naming the model.
        var named = call.Http.Request.RouteValues["deployment"] as string ?? model;
        if (!LlmDialects.Knows(call.Provider, named, _options.KnownModels))
        {
            return LlmProblem.Create(call.Dialect, LlmErrorClass.ModelNotFound, named);
        }

        return tokens > _options.ContextTokens
            ? LlmProblem.Create(call.Dialect, LlmErrorClass.ContextLength, _options.ContextTokens.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }

    public static async Task WriteAsync(HttpContext http, LlmAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Body.Length;
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        await http.Response.BodyWriter.WriteAsync(answer.Body);
    }

    private async Task AnswerAsync(LlmCall call, ChatRequest request, FaultHit? fault)
    {
        var http = call.Http;
        ChatReply reply;
        try
        {
            reply = responder.Respond(call.Provider, request);
        }
        catch (FormatException e)
        {
            // A schema or tool choice that cannot be met is the caller's to mend, as at the providers.
            await WriteAsync(http, LlmProblem.Create(call.Dialect, LlmErrorClass.InvalidRequest, e.Message));
            return;
        }

        reply = fault is { } hit ? LlmFaults.Spoil(hit, reply) : reply;
        Record(call, request, 200, reply.Content);
        var writer = new ChatResponseWriter(call.Dialect, request, reply, time.GetUtcNow().ToUnixTimeSeconds());
        if (fault is { Kind: FaultKind.DropAfterEffect })
        {
            http.Abort();
            return;
        }

        if (!request.Stream)
        {
            var whole = writer.Whole();
            await WriteAsync(http, new LlmAnswer(200, fault is { Kind: FaultKind.UnreadableAfterEffect } ? whole[..(whole.Length / 2)] : whole));
            return;
        }

        http.Response.ContentType = "text/event-stream";
        if (call.Dialect is LlmDialect.OpenRouter or LlmDialect.DeepSeek)
        {
            await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(call.Dialect == LlmDialect.OpenRouter ? ": OPENROUTER PROCESSING\n\n" : ": keep-alive\n\n"));
        }

        foreach (var data in writer.Events())
        {
            await http.Response.BodyWriter.WriteAsync(data);
        }
    }

    private void Record(LlmCall call, ChatRequest request, int status, string content) => ledger.Add(number =>
        new LlmExchange(number, time.GetUtcNow(), call.Provider, call.KeyId, request.Model, request.Parameters, request.Messages, status, content));
}
