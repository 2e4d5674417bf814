using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Http;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>What every request to Jupiter goes through: key, limit, faults, the endpoint, headers.</summary>
internal sealed class JupiterGateway(IOptions<EmulatorOptions> options, RequestLimits limits, FaultBook faults, CounterBook counters, TimeProvider time, EmulatorLifetime lifetime)
{
    public const string ExecuteRoute = "POST /jupiter/swap/v2/execute";
    private readonly JupiterEmulatorOptions _options = options.Value.Jupiter;

    public async Task HandleAsync(HttpContext http, string route, Func<HttpRequest, byte[], FaultHit?, Task<JupiterAnswer>> handle)
    {
        counters.Add("requests", route);
        http.Response.Headers["x-api-gateway-request-id"] = counters.NextOrder().ToString("x16", CultureInfo.InvariantCulture);
        var key = http.Request.Headers["x-api-key"].ToString();
        if (key.Length > 0 && _options.AcceptedKeys.Count > 0 && !_options.AcceptedKeys.Contains(key))
        {
            counters.Add("jupiter", "unauthorized");
            await WriteAsync(http, 401, JupiterJson.Bytes(new { code = 401, message = "Unauthorized" }));
            return;
        }

        var account = key.Length == 0 ? "keyless" : StableHash.Token(key, 6);
        var usage = limits.Count(account, key.Length == 0 ? JupiterEmulatorOptions.Keyless : _options.Tier, isExecute: route == ExecuteRoute);
        if (_options.EnforceLimits && usage.Remaining < 0)
        {
            counters.Add("jupiter", "limited");
            await WriteAsync(http, 429, JupiterJson.Bytes(new { code = 429, message = "[API Gateway] Too many requests" }), usage);
            return;
        }

        var plan = faults.Decide(route, $"{http.Request.Method} {http.Request.Path}", account);
        if (plan.Delay > TimeSpan.Zero)
        {
            await Task.Delay(plan.Delay, time, lifetime.Stopping);
        }

        if (plan.End is { } hit && await BeforeAsync(http, hit, usage))
        {
            return;
        }

        var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted) ?? [];
        await AnswerAsync(http, await RunAsync(() => handle(http.Request, body, plan.End)), plan.End, usage);
    }

    /// <summary>Runs an endpoint; what it cannot read or quote is its answer.</summary>
    private static async Task<JupiterAnswer> RunAsync(Func<Task<JupiterAnswer>> handle)
    {
        try
        {
            return await handle();
        }
        catch (QuoteRefusal refusal)
        {
            return JupiterAnswer.Bad(refusal);
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException)
        {
            return JupiterAnswer.Bad(e.Message);
        }
    }

    private static async Task AnswerAsync(HttpContext http, JupiterAnswer answer, FaultHit? hit, LimitUsage usage)
    {
        var bytes = JupiterJson.Bytes(answer.Body);
        switch (hit?.Kind)
        {
            case FaultKind.DropAfterEffect:
                http.Abort();
                return;
            case FaultKind.StatusAfterEffect:
                await WriteAsync(http, hit.Value.Rule.Status ?? 503, Body(hit.Value) ?? []);
                return;
            case FaultKind.UnreadableAfterEffect:
                await WriteAsync(http, 200, bytes[..(bytes.Length / 2)]);
                return;
            case FaultKind.BadJson:
                await WriteAsync(http, 200, Body(hit.Value) ?? "<html><body>upstream is busy</body></html>"u8.ToArray());
                return;
            case FaultKind.Empty:
                await WriteAsync(http, 200, []);
                return;
            default:
                await WriteAsync(http, answer.Status, bytes, answer.Status == 200 ? usage : null);
                return;
        }
    }

    private async Task<bool> BeforeAsync(HttpContext http, FaultHit hit, LimitUsage usage)
    {
        switch (hit.Kind)
        {
            case FaultKind.DropBeforeEffect or FaultKind.LandLater:
                http.Abort();
                return true;
            case FaultKind.Hang:
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.Stopping))
                {
                    await Task.Delay(hit.Time > TimeSpan.Zero ? hit.Time : Timeout.InfiniteTimeSpan, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                http.Abort();
                return true;
            case FaultKind.Window429 or FaultKind.Quota429:
                var closed = usage with { Remaining = -1, Reset = time.GetUtcNow().AddSeconds(hit.Rule.Seconds ?? 1) };
                await WriteAsync(http, 429, Body(hit) ?? JupiterJson.Bytes(new { code = 429, message = "[API Gateway] Too many requests" }), closed);
                return true;
            case FaultKind.Unauthorized:
                await WriteAsync(http, 401, Body(hit) ?? JupiterJson.Bytes(new { code = 401, message = "Unauthorized" }));
                return true;
            case FaultKind.Forbidden:
                await WriteAsync(http, 403, Body(hit) ?? JupiterJson.Bytes(new { code = 403, message = "API key does not have access to this endpoint" }));
                return true;
            case FaultKind.Status or FaultKind.ServerError or FaultKind.PaymentRequired:
                await WriteAsync(http, hit.Rule.Status ?? 503, Body(hit) ?? JupiterJson.Bytes(new { error = "Internal server error" }));
                return true;
            case FaultKind.OkWithError:
                await WriteAsync(http, 200, Body(hit) ?? JupiterJson.Bytes(new { error = "Failed to get quotes" }));
                return true;
            default:
                return false;
        }
    }

    private static byte[]? Body(FaultHit hit) => hit.Rule.Body is { } body ? Encoding.UTF8.GetBytes(body) : null;

    /// <summary>Usage is told with 200 and 429 alone, as the gateway's documentation says.</summary>
    private static async Task WriteAsync(HttpContext http, int status, byte[] body, LimitUsage? usage = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        if (usage is { } told)
        {
            http.Response.Headers["x-ratelimit-remaining"] = told.Remaining.ToString(CultureInfo.InvariantCulture);
            http.Response.Headers["x-ratelimit-current"] = told.Current.ToString(CultureInfo.InvariantCulture);
            http.Response.Headers["x-ratelimit-reset"] = told.Reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        await http.Response.BodyWriter.WriteAsync(body);
    }
}
