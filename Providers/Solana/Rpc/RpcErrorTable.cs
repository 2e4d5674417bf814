using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>Classes what an endpoint answers instead of a result.</summary>
internal static class RpcErrorTable
{
    /// <summary>The <c>error</c> of an envelope.</summary>
    internal static SolanaRpcException Of(JsonElement error, string method, Uri endpoint)
    {
        var code = error.TryGetProperty("code", out var given) && given.TryGetInt32(out var number) ? number : 0;
        var data = error.TryGetProperty("data", out var more) && more.ValueKind == JsonValueKind.Object ? more : default;
        var failed = code == -32002 && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("err", out var err) ? RpcTransactionError.Read(err) : null;
        var problem = code switch
        {
            -32002 => failed?.Kind switch
            {
                "AlreadyProcessed" => SolanaRpcProblem.AlreadyProcessed,
                "BlockhashNotFound" => SolanaRpcProblem.BlockhashNotFound,
                _ => SolanaRpcProblem.Preflight,
            },
            -32003 => SolanaRpcProblem.SignatureVerification,
            -32004 or -32007 or -32009 => SolanaRpcProblem.BlockNotAvailable,
            -32005 => SolanaRpcProblem.NodeBehind,
            -32015 => SolanaRpcProblem.UnsupportedVersion,
            -32016 => SolanaRpcProblem.MinContextSlot,
            -32601 => SolanaRpcProblem.MethodNotFound,
            -32602 => SolanaRpcProblem.InvalidParameters,
            429 => SolanaRpcProblem.RateLimited,
            _ => SolanaRpcProblem.Other,
        };
        return new SolanaRpcException(problem, $"{method} at {endpoint.Host} was refused: {problem} ({code}){(failed is null ? "" : $", {failed.Kind} {failed.Reason} {failed.CustomCode}".TrimEnd())}.")
        {
            Code = code,
            TransactionError = failed,
            Logs = data.ValueKind == JsonValueKind.Object && data.TryGetProperty("logs", out var logs) ? RpcReader.Texts(logs) : [],
        };
    }

    /// <summary>A status other than 200.</summary>
    internal static SolanaRpcException Of(HttpResponseMessage response, string method, Uri endpoint)
    {
        var status = (int)response.StatusCode;
        var problem = response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => SolanaRpcProblem.RateLimited,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => SolanaRpcProblem.Blocked,
            HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest => SolanaRpcProblem.InvalidParameters,
            _ when status >= 500 => SolanaRpcProblem.Server,
            _ => SolanaRpcProblem.InvalidAnswer,
        };
        return new SolanaRpcException(problem, $"{method} at {endpoint.Host} was answered with {status}.") { Code = status, RetryAfter = response.Headers.RetryAfter?.Delta };
    }

    /// <summary>A failure of the way.</summary>
    internal static SolanaRpcException Of(Exception failure, string method, Uri endpoint) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError }
            or HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            new SolanaRpcException(SolanaRpcProblem.Unreachable, $"{method}: {endpoint.Host} cannot be reached.", failure),
        _ => new SolanaRpcException(SolanaRpcProblem.Broken, $"{method} at {endpoint.Host} ended without an answer.", failure),
    };
}
