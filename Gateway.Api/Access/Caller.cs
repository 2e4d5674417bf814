using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>Who makes a request, and what they may do.</summary>
/// <param name="Name">The key's name, or the console's; shown in audits.</param>
/// <param name="Scopes">What the caller may do.</param>
/// <param name="KeySha256">The hash of the key that stands behind it; null for a console that the host opened.</param>
/// <param name="ByCookie">Whether a browser sent the credential by itself, so that the origin must be checked.</param>
internal sealed record Caller(string Name, ApiScope Scopes, string? KeySha256, bool ByCookie)
{
    /// <summary>The words of all scopes held, in the order of the enum.</summary>
    public static IEnumerable<ApiScope> Split(ApiScope scopes) =>
        new[] { ApiScope.Read, ApiScope.Operate, ApiScope.Trade, ApiScope.Admin }.Where(scope => scopes.HasFlag(scope));

    /// <summary>Whether the caller holds a scope.</summary>
    public bool Has(ApiScope scope) => (Scopes & scope) == scope;

    /// <summary>The caller that <see cref="AccessMiddleware"/> found; handlers of routes with a scope always have one.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}
