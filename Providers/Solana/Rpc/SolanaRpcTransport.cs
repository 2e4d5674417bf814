using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>
/// Carries calls to the endpoints. A read that fails for the endpoint's sake is tried at the next one, and after a round again a little
/// later; what acts is tried once, at one endpoint.
/// </summary>
public sealed partial class SolanaRpcTransport
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<RpcEndpoint> endpoints;
    private readonly SolanaOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<SolanaRpcTransport> logger;

    /// <summary>Uses the endpoints of the settings.</summary>
    public SolanaRpcTransport(IHttpClientFactory clients, IOptions<SolanaOptions> options, TimeProvider time, ILogger<SolanaRpcTransport> logger)
    {
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
        endpoints = [.. this.options.EndpointAddresses.Select((address, place) => new RpcEndpoint(place, address, clients, time, this.options.RequestTimeout))];
    }

    private SolanaRpcTransport(SolanaRpcTransport whole, RpcEndpoint endpoint)
    {
        options = whole.options;
        time = whole.time;
        logger = whole.logger;
        endpoints = [endpoint];
    }

    /// <summary>How many endpoints there are.</summary>
    public int Count => endpoints.Count;

    /// <summary>The first endpoint's place in the settings and its host. Never its whole address: some hold a key.</summary>
    public string Name => endpoints[0].Name;

    /// <summary>The same, at one endpoint only.</summary>
    public SolanaRpcTransport At(int endpoint) => new(this, endpoints[endpoint]);

    internal async Task<System.Text.Json.JsonElement> CallAsync(RpcRequest request, CancellationToken cancellationToken) =>
        (await CallAsync([request], cancellationToken))[0].Value;

    /// <summary>Makes calls, in as many batches as their number needs; the replies in the order of the calls.</summary>
    internal async Task<IReadOnlyList<RpcReply>> CallAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken)
    {
        var replies = new List<RpcReply>(requests.Count);
        foreach (var batch in requests.Chunk(options.MaxBatch))
        {
            replies.AddRange(await AttemptsAsync(batch, cancellationToken));
        }

        return replies;
    }

    private async Task<IReadOnlyList<RpcReply>> AttemptsAsync(RpcRequest[] batch, CancellationToken cancellationToken)
    {
        var delay = options.RetryDelay;
        for (var attempt = 0; ; attempt++)
        {
            var endpoint = endpoints[attempt % endpoints.Count];
            try
            {
                return await endpoint.CallAsync(batch, cancellationToken);
            }
            catch (SolanaRpcException failure) when (failure.IsTransient && attempt + 1 < options.MaxAttempts && batch.All(request => request.IsRead))
            {
                LogRetried(logger, batch[0].Method, endpoint.Name, failure.Problem);
                // Another endpoint is asked at once; the first one again only after a while.
                if ((attempt + 1) % endpoints.Count == 0)
                {
                    var asked = failure.RetryAfter ?? TimeSpan.Zero;
                    var wait = asked > delay ? asked : delay;
                    await Task.Delay(wait < LongestDelay ? wait : LongestDelay, time, cancellationToken);
                    delay *= 2;
                }
            }
        }
    }
}
