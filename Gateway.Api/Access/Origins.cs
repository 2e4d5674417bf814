namespace PuppetEngine.Gateway.Api.Access;

/// <summary>Tells the console's own page from every other.</summary>
internal static class Origins
{
    /// <summary>Whether the header Origin is there and names the address that was asked.</summary>
    public static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
