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

    private readonly IReadOnlyList<RpcEndpoint> _endpoints;
    private readonly SolanaOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SolanaRpcTransport> _logger;

    /// <summary>Uses the endpoints of the settings.</summary>
    public SolanaRpcTransport(IHttpClientFactory clients, IOptions<SolanaOptions> options, TimeProvider time, ILogger<SolanaRpcTransport> logger)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        _endpoints = [.. _options.EndpointAddresses.Select((address, place) => new RpcEndpoint(place, address, clients, time, _options.RequestTimeout))];
    }

    private SolanaRpcTransport(SolanaRpcTransport whole, RpcEndpoint endpoint)
    {
        _options = whole._options;
        _time = whole._time;
        _logger = whole._logger;
        _endpoints = [endpoint];
    }

    /// <summary>How many endpoints there are.</summary>
    public int Count => _endpoints.Count;

    /// <summary>The first endpoint's place in the settings and its host. Never its whole address: some hold a key.</summary>
    public string Name => _endpoints[0].Name;

    /// <summary>The same, at one endpoint only.</summary>
    public SolanaRpcTransport At(int endpoint) => new(this, _endpoints[endpoint]);

    internal async Task<System.Text.Json.JsonElement> CallAsync(RpcRequest request, CancellationToken cancellationToken) =>
        (await CallAsync([request], cancellationToken))[0].Value;

    /// <summary>Makes calls, in as many batches as their number needs; the replies in the order of the calls.</summary>
    internal async Task<IReadOnlyList<RpcReply>> CallAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken)
    {
        var replies = new List<RpcReply>(requests.Count);
        foreach (var batch in requests.Chunk(_options.MaxBatch))
        {
            replies.AddRange(await AttemptsAsync(batch, cancellationToken));
        }

        return replies;
    }

    private async Task<IReadOnlyList<RpcReply>> AttemptsAsync(RpcRequest[] batch, CancellationToken cancellationToken)
    {
        var delay = _options.RetryDelay;
        for (var attempt = 0; ; attempt++)
        {
            var endpoint = _endpoints[attempt % _endpoints.Count];
            try
            {
                return await endpoint.CallAsync(batch, cancellationToken);
            }
            catch (SolanaRpcException failure) when (failure.IsTransient && attempt + 1 < _options.MaxAttempts && batch.All(request => request.IsRead))
            {
                LogRetried(_logger, batch[0].Method, endpoint.Name, failure.Problem);
                // Another endpoint is asked at once; the first one again only after a while.
                if ((attempt + 1) % _endpoints.Count == 0)
                {
                    var asked = failure.RetryAfter ?? TimeSpan.Zero;
                    var wait = asked > delay ? asked : delay;
                    await Task.Delay(wait < LongestDelay ? wait : LongestDelay, _time, cancellationToken);
                    delay *= 2;
                }
            }
        }
    }
}
