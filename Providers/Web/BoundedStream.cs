namespace PuppetEngine.Providers.Web;

/// <summary>Reads at most so many bytes of a stream, unpacked; what has more is refused, not cut.</summary>
internal static class BoundedStream
{
    /// <summary>Reads all of it.</summary>
    /// <returns>The bytes; null when there are more than allowed.</returns>
    public static async Task<MemoryStream?> ReadAsync(Stream source, int most, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (bytes.Length + read > most)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        bytes.Position = 0;
        return bytes;
    }
}
