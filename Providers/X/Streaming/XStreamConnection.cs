using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X.Streaming;

/// <summary>Opens the stream.</summary>
internal sealed class XStreamConnection : IAsyncDisposable
{
    /// <summary>The name of the client at the factory.</summary>
    internal const string ClientName = "x-stream";

    private readonly HttpResponseMessage _response;

    private XStreamConnection(HttpResponseMessage response, XStreamLines lines) => (_response, Lines) = (response, lines);

    internal XStreamLines Lines { get; }

    /// <summary>Connects; the outcome says why it did not where there is no connection.</summary>
    internal static async Task<(XStreamConnection? Connection, SocialOutcome? Failed)> OpenAsync(
        HttpClient client, XOptions options, string token, int backfillMinutes, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = $"/2/tweets/search/stream?{XSeen.Fields}{(backfillMinutes > 0 ? $"&backfill_minutes={backfillMinutes}" : "")}";
        using var request = new HttpRequestMessage(HttpMethod.Get, options.At(path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var cut = new CancellationTokenSource(options.ReadTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.IsSuccessStatusCode)
            {
                var lines = new XStreamLines(await response.Content.ReadAsStreamAsync(either.Token), options.StreamSilence, time);
                var connection = new XStreamConnection(response, lines);
                response = null;
                return (connection, null);
            }

            var answer = XAnswer.Of((int)response.StatusCode, await response.Content.ReadAsStringAsync(either.Token), response.Headers, time.GetUtcNow());
            return (null, XOutcomeTable.Classify(answer, XCallKind.Read, time.GetUtcNow(), renewable: false));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (null, XOutcomeTable.Classify(failure, left: true, cut.IsCancellationRequested));
        }
        finally
        {
            response?.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The response first: completing the reader must not wait for bytes that never come.
        _response.Dispose();
        await Lines.DisposeAsync();
    }
}
