using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Events;

namespace PuppetEngine.Providers.Web;

/// <summary>Reads feeds through the guard, within bounds of time and size.</summary>
internal sealed class FeedFetcher(IHttpClientFactory clients, IOptions<WebOptions> options, TimeProvider time) : IFeedFetcher
{
    /// <summary>The client's name.</summary>
    public const string ClientName = "web";

    /// <inheritdoc/>
    public async Task<FeedReading> FetchAsync(Uri address, FeedStamp? known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        using var deadline = new CancellationTokenSource(options.Value.Timeout, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ReadAsync(address, known, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FeedUnreachableException($"{address.Host} did not answer within {options.Value.Timeout.TotalSeconds:0} s.", e);
        }
        catch (HttpRequestException e) when (e.InnerException is EgressRefusedException refused)
        {
            throw new FeedUnreachableException(refused.Message, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new FeedUnreachableException($"{address.Host} could not be reached ({(e as HttpRequestException)?.HttpRequestError.ToString() ?? "the connection broke"}).", e);
        }
    }

    private async Task<FeedReading> ReadAsync(Uri address, FeedStamp? known, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8");
        if (known?.ETag is { } tag && EntityTagHeaderValue.TryParse(tag, out var parsed))
        {
            request.Headers.IfNoneMatch.Add(parsed);
        }

        request.Headers.IfModifiedSince = known?.LastModified;
        using var response = await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotModified && known is not null)
        {
            return new FeedReading([], known);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new FeedUnreachableException(string.Create(CultureInfo.InvariantCulture, $"{address.Host} answered {(int)response.StatusCode}. Look at the feed's address in a browser."));
        }

        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = body.ConfigureAwait(false);
        using var document = await BoundedStream.ReadAsync(body, options.Value.MaxBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new FeedUnreachableException($"The answer of {address.Host} has more than {options.Value.MaxBytes} bytes, which is more than {WebOptions.Section}:MaxBytes allows.");
        return new FeedReading(FeedReader.Read(document), new FeedStamp(response.Headers.ETag?.ToString(), response.Content.Headers.LastModified));
    }
}
