using System.Text.Json;
using System.Text.Json.Nodes;

namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>Makes one attempt at one endpoint.</summary>
internal sealed class RpcEndpoint(int place, Uri address, IHttpClientFactory clients, TimeProvider time, TimeSpan timeout)
{
    /// <summary>The name of the client at the factory.</summary>
    internal const string ClientName = "solana";

    /// <summary>Its place in the settings and its host. Never its whole address: some hold a key.</summary>
    public string Name { get; } = FormattableString.Invariant($"{place}:{address.Host}");

    /// <summary>Makes some calls in one request; the replies in the order of the calls.</summary>
    /// <exception cref="SolanaRpcException">The request failed as a whole.</exception>
    public async Task<IReadOnlyList<RpcReply>> CallAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken)
    {
        var name = requests.Count == 1 ? requests[0].Method : $"{requests[0].Method} and {requests.Count - 1} more";
        JsonNode body = requests.Count == 1 ? requests[0].Envelope(0) : new JsonArray([.. requests.Select((request, id) => (JsonNode)request.Envelope(id))]);
        using var cut = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, cancellationToken);
        try
        {
            using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            using var response = await clients.CreateClient(ClientName).PostAsync(address, content, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw RpcErrorTable.Of(response, name, address);
            }

            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(either.Token));
            return Replies(document.RootElement, requests);
        }
        catch (JsonException malformed)
        {
            throw new SolanaRpcException(SolanaRpcProblem.InvalidAnswer, $"{name} at {address.Host} was answered with something else than JSON.", malformed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            throw RpcErrorTable.Of(failure, name, address);
        }
    }

    /// <summary>Replies come in any order, so each is found by its id; a single error without one speaks for all.</summary>
    private RpcReply[] Replies(JsonElement root, IReadOnlyList<RpcRequest> requests)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error) && (requests.Count == 1 || !HasId(root)))
        {
            throw RpcErrorTable.Of(error, requests[0].Method, address);
        }

        var replies = new RpcReply[requests.Count];
        var seen = 0;
        foreach (var envelope in root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList() : [root])
        {
            if (envelope.ValueKind != JsonValueKind.Object || !envelope.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number
                || !id.TryGetInt32(out var index) || index < 0 || index >= replies.Length || replies[index] != default)
            {
                throw Invalid(requests[0].Method);
            }

            replies[index] = envelope.TryGetProperty("error", out var failed) ? new RpcReply(default, RpcErrorTable.Of(failed, requests[index].Method, address))
                : envelope.TryGetProperty("result", out var result) ? new RpcReply(result.Clone(), null)
                : throw Invalid(requests[index].Method);
            seen++;
        }

        return seen == replies.Length ? replies : throw Invalid(requests[0].Method);
    }

    private static bool HasId(JsonElement envelope) => envelope.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number;

    private SolanaRpcException Invalid(string method) => new(SolanaRpcProblem.InvalidAnswer, $"{method} at {address.Host} was answered with something else than JSON-RPC.");
}
