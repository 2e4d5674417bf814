using System.Buffers;
using System.IO.Pipelines;

namespace PuppetEngine.Providers.X.Streaming;

/// <summary>
/// The lines of an open stream. It holds one line and a buffer: a line beyond its limit ends the stream, and so does silence. Empty lines
/// are the vendor's sign of life.
/// </summary>
internal sealed class XStreamLines(Stream stream, TimeSpan silence, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Longest line in bytes. A post with all it refers to has a few thousand.</summary>
    internal const int Longest = 1024 * 1024;

    private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024));

    /// <summary>The next line without its end, empty for a sign of life; null at the end of the stream.</summary>
    /// <exception cref="TimeoutException">Nothing came for as long as silence may last.</exception>
    /// <exception cref="InvalidDataException">A line is too long.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    internal async Task<byte[]?> NextAsync(CancellationToken cancellationToken)
    {
        using var silent = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silent.Token, cancellationToken);
        try
        {
            while (true)
            {
                var result = await _reader.ReadAsync(either.Token);
                var buffer = result.Buffer;
                if (buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = buffer.Slice(0, end);
                    if (line.Length <= Longest)
                    {
                        var bytes = line.ToArray();
                        _reader.AdvanceTo(buffer.GetPosition(1, end));
                        return bytes is [.., (byte)'\r'] ? bytes[..^1] : bytes;
                    }
                }

                if (buffer.Length > Longest)
                {
                    throw new InvalidDataException($"A line of the stream is longer than {Longest} bytes.");
                }

                _reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                {
                    // What is left was cut off with the connection.
                    return null;
                }
            }
        }
        catch (OperationCanceledException) when (silent.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The stream was silent for too long.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _reader.CompleteAsync();
}
