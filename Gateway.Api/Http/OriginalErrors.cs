using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Http;

/// <summary>
/// Refusals under <c>/api</c>: problem details that carry <c>error</c> besides, the member that the original's clients read, and the
/// original's statuses: what cannot be done as asked is 400 there, what is not built 501.
/// </summary>
internal static class OriginalErrors
{
    /// <summary>Where the original's routes begin.</summary>
    public const string Root = "/api";

    /// <summary>Gives a refusal its original form, where it stands under <see cref="Root"/>.</summary>
    public static ProblemDetails Dress(HttpContext context, ProblemDetails details)
    {
        if (context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal))
        {
            details.Extensions["error"] = details.Detail;
        }

        return details;
    }

    /// <summary>The filter of the original's routes: what a handler refuses is refused in the original's form.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        return (answer is INestedHttpResult nested ? nested.Result : answer) is ProblemHttpResult problem ? TypedResults.Problem(Of(context.HttpContext, problem.ProblemDetails)) : answer;
    }

    private static ProblemDetails Of(HttpContext context, ProblemDetails details)
    {
        var code = details.Extensions["code"] as string ?? "";
        var status = details.Status switch
        {
            StatusCodes.Status422UnprocessableEntity when code == AgentProblemCodes.NotSupported => StatusCodes.Status501NotImplemented,
            StatusCodes.Status422UnprocessableEntity => StatusCodes.Status400BadRequest,
            var other => other ?? StatusCodes.Status500InternalServerError,
        };
        var dressed = Problems.Details(status, code, details.Detail ?? "");
        foreach (var (name, value) in details.Extensions)
        {
            dressed.Extensions[name] = value;
        }

        return Dress(context, dressed);
    }
}
