using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Http;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>JSON-RPC 2.0 over HTTP: one call or a list of them, each with its own faults.</summary>
internal sealed class RpcEndpoint(RpcMethods methods, SolanaFaults ending, FaultBook faults, CounterBook counters, TimeProvider time, EmulatorLifetime lifetime)
{
    public async Task HandleAsync(HttpContext http, SolanaNode node)
    {
        if (http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            await WriteAsync(http, 415, "Supplied content type is not allowed. Content-Type: application/json is required\n"u8.ToArray(), "text/plain");
            return;
        }

        var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
        var (requests, isBatch, problem) = Parse(body);
        if (problem is not null)
        {
            await WriteAsync(http, 200, RpcJson.Answer(null, problem));
            return;
        }

        var answers = new List<byte[]>();
        FaultHit? after = null;
        foreach (var request in requests)
        {
            var (id, call, refusal) = Read(request, node);
            if (call is null)
            {
                answers.Add(RpcJson.Answer(id, refusal!));
                continue;
            }

            counters.Add("requests", $"POST {node.Path}/{call.Method}");
            var plan = faults.Decide($"POST {node.Path}/{call.Method}", $"POST {node.Path}", AccountOf(call));
            if (plan.Delay > TimeSpan.Zero)
            {
                await Task.Delay(plan.Delay, time, lifetime.Stopping);
            }

            if (plan.End is { } hit)
            {
                call = SolanaFaults.Mark(call, hit);
                if (await ending.BeforeEffectAsync(http, hit, id, () => Run(id, call)))
                {
                    return;
                }

                after ??= hit;
            }

            answers.Add(plan.End is { } rule && SolanaFaults.Error(rule) is { } error ? RpcJson.Answer(id, error) : Run(id, call));
        }

        await ending.WriteAsync(http, after, isBatch ? Join(answers) : answers[0]);
    }

    public static async Task WriteAsync(HttpContext http, int status, byte[] body, string type = "application/json")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body);
    }

    private byte[] Run(JsonElement? id, RpcCall call)
    {
        try
        {
            return RpcJson.Answer(id, methods.Run(call));
        }
        catch (RpcException e)
        {
            return RpcJson.Answer(id, e);
        }
    }

    private static (List<JsonElement> Requests, bool IsBatch, RpcException? Problem) Parse(byte[]? body)
    {
        try
        {
            var root = JsonElement.Parse(body ?? []);
            return root.ValueKind switch
            {
                JsonValueKind.Array when root.GetArrayLength() > 0 => ([.. root.EnumerateArray()], true, null),
                JsonValueKind.Object => ([root], false, null),
                _ => ([], false, new RpcException(-32600, "Invalid request")),
            };
        }
        catch (JsonException)
        {
            return ([], false, new RpcException(-32700, "Parse error"));
        }
    }

    private static (JsonElement? Id, RpcCall? Call, RpcException? Problem) Read(JsonElement request, SolanaNode node)
    {
        if (request.ValueKind != JsonValueKind.Object)
        {
            return (null, null, new RpcException(-32600, "Invalid request"));
        }

        JsonElement? id = request.TryGetProperty("id", out var given) ? given : null;
        if (RpcCall.Text(request, "jsonrpc") != "2.0" || RpcCall.Text(request, "method") is not { } method)
        {
            return (id, null, new RpcException(-32600, "Invalid request"));
        }

        var parameters = request.TryGetProperty("params", out var list) && list.ValueKind != JsonValueKind.Null ? list : default;
        return parameters.ValueKind switch
        {
            JsonValueKind.Undefined => (id, new RpcCall(node, method, []), null),
            JsonValueKind.Array => (id, new RpcCall(node, method, [.. parameters.EnumerateArray()]), null),
            _ => (id, null, RpcException.InvalidParams("Invalid params: expected an array.")),
        };
    }

    /// <summary>Whom a call is about: the address it asks for, or who pays for the transaction it holds.</summary>
    private static string AccountOf(RpcCall call)
    {
        if (call.Parameters is not [{ ValueKind: JsonValueKind.String } first, ..])
        {
            return "";
        }

        if (call.Method is not ("sendTransaction" or "simulateTransaction"))
        {
            return first.GetString()!;
        }

        try
        {
            return TransactionReader.Read(first.GetString()!, RpcCall.Text(call.Config(1), "encoding")).FeePayer.ToString();
        }
        catch (RpcException)
        {
            // The method itself will say what is wrong with it.
            return "";
        }
    }

    private static byte[] Join(List<byte[]> answers)
    {
        var joined = new List<byte>(answers.Sum(a => a.Length + 1) + 2) { (byte)'[' };
        for (var i = 0; i < answers.Count; i++)
        {
            if (i > 0)
            {
                joined.Add((byte)',');
            }

            joined.AddRange(answers[i]);
        }

        joined.Add((byte)']');
        return [.. joined];
    }
}
