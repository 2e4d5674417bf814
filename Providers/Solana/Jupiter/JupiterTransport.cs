using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>Makes one call and classes its end. Nothing is tried twice: quotes age, and how often Jupiter is asked is budgeted elsewhere.</summary>
internal sealed partial class JupiterTransport(IHttpClientFactory clients, IOptions<JupiterOptions> options, TimeProvider time, ILogger<JupiterTransport> logger)
{
    /// <summary>The name of the client at the factory.</summary>
    internal const string ClientName = "jupiter";

    /// <summary>Reads.</summary>
    public Task<JupiterResult<T>> GetAsync<T>(string path, IEnumerable<(string Name, string? Value)> query, Func<JsonElement, JupiterResult<T>> read, CancellationToken cancellationToken)
    {
        var given = string.Join('&', query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"));
        return SendAsync(HttpMethod.Get, given.Length == 0 ? path : path + "?" + given, null, acts: false, options.Value.RequestTimeout, read, cancellationToken);
    }

    /// <summary>Asks with a body, and where <paramref name="acts"/>, has something done.</summary>
    public Task<JupiterResult<T>> PostAsync<T>(string path, JsonObject body, bool acts, TimeSpan timeout, Func<JsonElement, JupiterResult<T>> read, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, acts, timeout, read, cancellationToken);

    private async Task<JupiterResult<T>> SendAsync<T>(
        HttpMethod method, string pathAndQuery, JsonObject? body, bool acts, TimeSpan timeout, Func<JsonElement, JupiterResult<T>> read, CancellationToken cancellationToken)
    {
        using var cut = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, cancellationToken);
        using var request = new HttpRequestMessage(method, new Uri(options.Value.BaseUrl.TrimEnd('/') + pathAndQuery));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (await KeyAsync(cancellationToken) is { Length: > 0 } key)
        {
            request.Headers.TryAddWithoutValidation("x-api-key", key);
        }

        JupiterFailure failure;
        JupiterRateLimit? limit = null;
        try
        {
            using var response = await clients.CreateClient(ClientName).SendAsync(request, either.Token);
            limit = LimitOf(response.Headers);
            var text = await response.Content.ReadAsByteArrayAsync(either.Token);
            if (response.IsSuccessStatusCode)
            {
                using var document = JsonDocument.Parse(text);
                return read(document.RootElement) with { RateLimit = limit };
            }

            failure = JupiterErrorTable.Of(response.StatusCode, BodyOf(text), acts);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (HttpRequestException unreachable) when (unreachable.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            || unreachable.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            failure = JupiterErrorTable.Failure(JupiterProblem.Unreachable, "", mayHaveActed: false);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            failure = JupiterErrorTable.Failure(JupiterProblem.Broken, "", acts);
        }
        // What a reader stumbles over: whatever it was, it is not what the call answers.
        catch (Exception surprise) when (surprise is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or OverflowException or ArgumentException or IndexOutOfRangeException or TransactionFormatException)
        {
            failure = JupiterErrorTable.Failure(JupiterProblem.InvalidAnswer, "", acts);
        }

        LogFailed(logger, method.Method, request.RequestUri!.AbsolutePath, failure.Problem, failure.Code);
        return new JupiterResult<T>(default, failure, limit);
    }

    private async ValueTask<string> KeyAsync(CancellationToken cancellationToken) => options.Value.ApiKeyFile.Length > 0
        ? (await File.ReadAllTextAsync(options.Value.ApiKeyFile, cancellationToken)).Trim()
        : options.Value.ApiKey;

    private static JsonElement BodyOf(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A proxy's page; the status says enough.
            return default;
        }
    }

    private static JupiterRateLimit? LimitOf(HttpResponseHeaders headers)
    {
        var (remaining, current, reset) = (Number("x-ratelimit-remaining"), Number("x-ratelimit-current"), Number("x-ratelimit-reset"));
        return remaining is null && current is null && reset is null
            ? null
            : new JupiterRateLimit((int?)remaining, (int?)current, reset is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);

        long? Number(string name) => headers.TryGetValues(name, out var values)
            && long.TryParse(values.First(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
