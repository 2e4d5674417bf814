using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace PuppetEngine.Emulators.Http;

/// <summary>Reads a request's body whole, up to a limit.</summary>
internal static class RequestBody
{
    private const int Limit = 4 * 1024 * 1024;

    /// <summary>The body's bytes; null where it is longer than 4 MiB.</summary>
    public static ValueTask<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellation) => ReadAsync(request, Limit, cancellation);

    /// <summary>The body's bytes; null where it is longer than the limit.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.ContentLength == 0)
        {
            return [];
        }

        while (true)
        {
            var result = await request.BodyReader.ReadAsync(cancellation);
            if (result.Buffer.Length > limit)
            {
                request.BodyReader.AdvanceTo(result.Buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                var bytes = result.Buffer.ToArray();
                request.BodyReader.AdvanceTo(result.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
