using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace PuppetEngine.Emulators.Http;

/// <summary>Takes a <c>multipart/form-data</c> body apart.</summary>
internal static class MultipartBody
{
    /// <summary>The fields by name; null where the body is no such thing, or is broken.</summary>
    public static async Task<Dictionary<string, byte[]>?> ReadAsync(HttpRequest request, byte[] body, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            using var whole = new MemoryStream(body, writable: false);
            var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), whole);
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                {
                    return null;
                }

                using var part = new MemoryStream();
                await section.Body.CopyToAsync(part, cancellation);
                parts[HeaderUtilities.RemoveQuotes(disposition.Name).ToString()] = part.ToArray();
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException)
        {
            return null;
        }

        return parts;
    }
}
