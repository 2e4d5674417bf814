using System.Globalization;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>
/// A body of unknown length that may not grow beyond a limit. The server's own limit would cut the connection, and a caller that is still
/// sending would read a reset; this one stops reading, and the server reads the rest away, so that the caller reads the refusal.
/// </summary>
internal sealed class BodyLimitStream(System.IO.Stream body, long limit) : System.IO.Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await body.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(body.Read(buffer, offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int bytes)
    {
        _read += bytes;
        return _read <= limit
            ? bytes
            : throw new BadHttpRequestException(string.Create(CultureInfo.InvariantCulture, $"The body is larger than {limit} bytes."), StatusCodes.Status413PayloadTooLarge);
    }
}
