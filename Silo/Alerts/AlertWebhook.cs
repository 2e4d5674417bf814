using System.Net.Http.Json;
using System.Net;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Alerts;

namespace PuppetEngine.Silo.Alerts;

/// <summary>
/// Posts notices to the configured webhook. The receiver cannot lead it elsewhere (no redirects, cookies or proxies of the environment),
/// keep it waiting, or fill it with an answer: nothing of the body is read.
/// </summary>
internal sealed partial class AlertWebhook : IAlertSender, IDisposable
{
    private readonly AlertOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AlertWebhook> _logger;
    private readonly HttpClient _http;

    /// <summary>Made by the host.</summary>
    public AlertWebhook(IOptions<AlertOptions> options, TimeProvider time, ILogger<AlertWebhook> logger)
    {
        (_options, _time, _logger) = (options.Value, time, logger);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null, ConnectTimeout = options.Value.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), MaxResponseHeadersLength = 16,
        })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "User-Agent", "PuppetEngine.Orleans" } },
        };
    }

    /// <inheritdoc/>
    public async Task<bool> SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        using var cut = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Webhook)
        {
            Version = HttpVersion.Version11,
            Content = JsonContent.Create(AlertMessage.From(notice), AlertJson.Default.AlertMessage),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", notice.Id);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!answer.IsSuccessStatusCode)
            {
                LogRefused((int)answer.StatusCode, notice.Code);
            }

            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogUnreachable(failure.GetType().Name, notice.Code);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
