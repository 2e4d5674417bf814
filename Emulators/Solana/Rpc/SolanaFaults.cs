using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>What each kind of fault does to a call of a Solana node.</summary>
internal sealed class SolanaFaults(TimeProvider time, EmulatorLifetime lifetime)
{
    private const int SlotsBehind = 200;

    /// <summary>The call with what a fault makes of its effect or its answer.</summary>
    public static RpcCall Mark(RpcCall call, FaultHit hit) => hit.Kind switch
    {
        FaultKind.Lie => call with { Lies = true },
        FaultKind.NotLanded => call with { Landing = call.Landing with { Never = true } },
        FaultKind.LandingLater or FaultKind.LandLater => call with { Landing = call.Landing with { Later = hit.Time } },
        FaultKind.ForkedAway => call with { Landing = call.Landing with { ForkedAfter = hit.Time } },
        FaultKind.SlowConfirmation => call with { Landing = call.Landing with { ConfirmedAfter = hit.Time } },
        _ => call,
    };

    /// <summary>The error that a fault answers in the method's stead, inside an HTTP 200; null where the method may run.</summary>
    public static RpcException? Error(FaultHit hit) => hit.Kind switch
    {
        FaultKind.NodeBehind => RpcException.Behind((ulong)(hit.Rule.Status ?? SlotsBehind)),
        FaultKind.RpcError => new RpcException(hit.Rule.Status ?? -32603, hit.Rule.Body ?? "Internal error"),
        _ => null,
    };

    /// <summary>Does what a fault does before the effect; true where that was the end of the request.</summary>
    public async Task<bool> BeforeEffectAsync(HttpContext http, FaultHit hit, JsonElement? id, Func<byte[]> land)
    {
        switch (hit.Kind)
        {
            case FaultKind.DropBeforeEffect:
                http.Abort();
                return true;
            case FaultKind.LandLater:
                land();
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
                http.Response.Headers.RetryAfter = (hit.Rule.Seconds ?? 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
                await RpcEndpoint.WriteAsync(http, 429, Body(hit) ?? RpcJson.Answer(id, new RpcException(429, "Too many requests for a specific RPC call")));
                return true;
            case FaultKind.Status or FaultKind.ServerError or FaultKind.Unauthorized or FaultKind.Forbidden or FaultKind.PaymentRequired:
                await RpcEndpoint.WriteAsync(http, StatusOf(hit), Body(hit) ?? [], hit.Rule.ContentType ?? "text/plain");
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes the answer, or what a fault leaves of it.</summary>
    public Task WriteAsync(HttpContext http, FaultHit? hit, byte[] answer)
    {
        switch (hit?.Kind)
        {
            case FaultKind.DropAfterEffect:
                http.Abort();
                return Task.CompletedTask;
            case FaultKind.StatusAfterEffect:
                return RpcEndpoint.WriteAsync(http, StatusOf(hit.Value), Body(hit.Value) ?? [], hit.Value.Rule.ContentType ?? "text/plain");
            case FaultKind.UnreadableAfterEffect:
                return RpcEndpoint.WriteAsync(http, 200, answer[..(answer.Length / 2)]);
            case FaultKind.BadJson:
                return RpcEndpoint.WriteAsync(http, 200, Body(hit.Value) ?? "<html><body>upstream is busy</body></html>"u8.ToArray());
            case FaultKind.Empty:
                return RpcEndpoint.WriteAsync(http, 200, []);
            default:
                return RpcEndpoint.WriteAsync(http, 200, answer);
        }
    }

    private static int StatusOf(FaultHit hit) => hit.Rule.Status ?? hit.Kind switch
    {
        FaultKind.Unauthorized => 401,
        FaultKind.Forbidden => 403,
        FaultKind.PaymentRequired => 402,
        _ => 503,
    };

    private static byte[]? Body(FaultHit hit) => hit.Rule.Body is { } body ? Encoding.UTF8.GetBytes(body) : null;
}
