using System.Net;
using System.Net.Http.Headers;

namespace PuppetEngine.Providers.X;

/// <summary>
/// A body that knows whether it began to leave, and that leaves at most once: without the first nobody could tell a post that was never
/// sent from one that may have landed, and a transport that quietly sent it again would post twice.
/// </summary>
internal sealed class XRequestContent : HttpContent
{
    private readonly byte[] _bytes;
    private int _started;

    internal XRequestContent(byte[] bytes, string mediaType)
    {
        _bytes = bytes;
        Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
    }

    /// <summary>Whether it began to leave.</summary>
    internal bool Started => Volatile.Read(ref _started) != 0;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("The transport asked for the same request twice; it is sent once only.");
        }

        return stream.WriteAsync(_bytes, cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
