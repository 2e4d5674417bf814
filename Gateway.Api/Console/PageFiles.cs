using System.Security.Cryptography;

namespace PuppetEngine.Gateway.Api.Console;

/// <summary>The page's files, built into the assembly. They hold no data: what the page shows, it asks the API for.</summary>
internal static class PageFiles
{
    /// <summary>Path to file.</summary>
    public static readonly IReadOnlyList<(string Path, PageFile File)> Routes =
    [
        ("/", Load("index.html", "text/html; charset=utf-8")),
        ("/login", Load("index.html", "text/html; charset=utf-8")),
        ("/app.js", Load("app.js", "text/javascript; charset=utf-8")),
        ("/style.css", Load("style.css", "text/css; charset=utf-8")),
        ("/icon.svg", Load("icon.svg", "image/svg+xml")),
    ];

    /// <summary>Answers with a file, or 304 when the browser has it.</summary>
    public static IResult Serve(HttpContext context, PageFile file)
    {
        // Asked again each time, so that a new version of the product shows at once.
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(file.Bytes, file.ContentType, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue(file.Tag));
    }

    private static PageFile Load(string name, string contentType)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream($"Page/{name}")
            ?? throw new InvalidOperationException($"The page's file {name} is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new PageFile(bytes, contentType, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
    }
}

/// <summary>One file of the page.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="Tag">Its entity tag, quoted.</param>
internal sealed record PageFile(byte[] Bytes, string ContentType, string Tag);
