namespace PuppetEngine.Gateway.Api.Access;

/// <summary>Tells the console's own page from every other.</summary>
internal static class Origins
{
    /// <summary>Whether the header Origin is there and names the address that was asked.</summary>
    public static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a page may open a socket: a browser sends its Origin and lets any page try, so the gateway decides. Programs send none; a
    /// cookie is taken from the own page only.
    /// </summary>
    public static bool MayOpen(HttpRequest request, IReadOnlyCollection<string> allowed, bool byCookie) =>
        IsOwn(request) || (!byCookie && (request.Headers.Origin.Count == 0 || allowed.Contains(request.Headers.Origin.ToString(), StringComparer.OrdinalIgnoreCase)));
}
