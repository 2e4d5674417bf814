using System.ClientModel.Primitives;
using OpenAI;
using PuppetEngine.Engine.Llm;

namespace PuppetEngine.Providers.Llm.Chat;

/// <summary>The connections to all providers. No redirects, which would carry a key elsewhere; no cookies; no retries.</summary>
internal sealed class LlmTransport : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpClientPipelineTransport _transport;

    /// <param name="isLive">In the emulated world no proxy of the environment is used: nothing leaves this machine.</param>
    public LlmTransport(bool isLive)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = isLive,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = System.Net.DecompressionMethods.All,
        };
        // The attempt's own deadline ends a call, on the clock that the chain was given.
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _transport = new HttpClientPipelineTransport(_http);
    }

    /// <summary>The package's options for a tier.</summary>
    public OpenAIClientOptions Options(LlmTierSettings tier)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = tier.BaseUrl,
            Transport = _transport,
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        if (tier.Dialect == LlmDialect.Azure)
        {
            options.AddPolicy(new ApiKeyHeaderPolicy(), PipelinePosition.BeforeTransport);
        }

        if (tier.Options.Referer is { Length: > 0 } || tier.Options.Title is { Length: > 0 })
        {
            options.AddPolicy(new CallerHeadersPolicy(tier.Options.Referer, tier.Options.Title), PipelinePosition.PerCall);
        }

        return options;
    }

    public void Dispose()
    {
        _transport.Dispose();
        _http.Dispose();
    }
}
