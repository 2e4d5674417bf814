using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Console;

/// <summary>The page at <c>/</c>, and how a browser gets in: a one-time code for a cookie.</summary>
internal static class ConsoleApi
{
    /// <summary>Maps the page's files, <c>/login</c>, <c>/logout</c> and <c>/v1/console-codes</c>.</summary>
    public static void MapConsoleApi(this IEndpointRouteBuilder app)
    {
        foreach (var (path, file) in PageFiles.Routes)
        {
            app.MapGet(path, (HttpContext context) => PageFiles.Serve(context, file)).ExcludeFromDescription();
        }

        app.MapPost("/login", Exchange).ExcludeFromDescription();
        app.MapPost("/logout", Logout).ExcludeFromDescription();
        app.MapPost("/v1/console-codes", Issue).WithTags("Access");
    }

    [EndpointSummary("Exchanges a one-time code for the console's cookie.")]
    [EndpointDescription("204 with the cookie, 401 when the code is unknown, used or too old.")]
    private static async Task<Results<NoContent, ProblemHttpResult>> Exchange(LoginRequest request, HttpContext context, OneTimeCodes codes, ConsoleSessions sessions)
    {
        if (context.Request.Headers.Origin.Count > 0 && !Origins.IsOwn(context.Request))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, ProblemCodes.OriginNotAllowed, "A code is exchanged on the console's own page only.");
        }

        if (request.Code.Length is 0 or > ApiKeys.MaxLength || codes.Redeem(request.Code) is not { } caller)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, ProblemCodes.InvalidCode, "This code is unknown, used or older than ten minutes. Get a new link by: puppet console");
        }

        await sessions.OpenAsync(context, caller);
        return TypedResults.NoContent();
    }

    [EndpointSummary("Ends the session of the cookie.")]
    private static async Task<NoContent> Logout(HttpContext context, ConsoleSessions sessions)
    {
        await sessions.CloseAsync(context);
        return TypedResults.NoContent();
    }

    [EndpointSummary("A one-time code that opens the console with the scopes of the key that asks, for ten minutes and once.")]
    private static Created<ConsoleCode> Issue(Caller caller, HttpContext context, OneTimeCodes codes)
    {
        var (code, until) = codes.Issue(caller);
        var address = string.Create(CultureInfo.InvariantCulture, $"{context.Request.Scheme}://{context.Request.Host}");
        return TypedResults.Created((string?)null, new ConsoleCode(code, OneTimeCodes.Link(address, code), until));
    }
}
