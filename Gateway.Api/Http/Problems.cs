using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace PuppetEngine.Gateway.Api.Http;

/// <summary>Refusals as RFC 9457 problem details. The member <c>code</c> is stable; the words may change.</summary>
internal static class Problems
{
    /// <summary>A refusal.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="detail">What happened and how to mend it.</param>
    /// <param name="errors">Each thing that is wrong, with its field and mending sentence.</param>
    public static ProblemHttpResult Of(int status, string code, string detail, params IReadOnlyCollection<FieldError> errors) =>
        TypedResults.Problem(Details(status, code, detail, errors));

    /// <summary>One wrong parameter or field.</summary>
    public static ProblemHttpResult Field(string field, string message, string code = ProblemCodes.InvalidParameter, int status = StatusCodes.Status400BadRequest) =>
        Of(status, code, message, new FieldError(field, message));

    /// <summary>The same as an object, for middleware.</summary>
    public static ProblemDetails Details(int status, string code, string detail, IReadOnlyCollection<FieldError>? errors = null)
    {
        var details = new ProblemDetails { Type = $"urn:puppet-engine:problem:{code}", Status = status, Title = Title(status), Detail = detail };
        details.Extensions["code"] = code;
        if (errors is { Count: > 0 })
        {
            details.Extensions["errors"] = errors;
        }

        return details;
    }

    /// <summary>Writes a refusal where there is no handler to return one.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string detail, params IReadOnlyCollection<FieldError> errors) =>
        TypedResults.Problem(OriginalErrors.Dress(context, Details(status, code, detail, errors))).ExecuteAsync(context);

    private static string Title(int status) => status switch
    {
        400 => "Bad request",
        401 => "A key is needed",
        403 => "Not allowed",
        404 => "Not found",
        405 => "Method not allowed",
        409 => "Conflict",
        412 => "Changed since it was read",
        413 => "Body too large",
        415 => "Wrong content type",
        422 => "Cannot be done as asked",
        426 => "Another protocol is needed",
        429 => "Too many requests",
        501 => "Not built into this version",
        503 => "Not available now",
        504 => "No answer in time",
        _ => status >= 500 ? "Server error" : "Refused",
    };
}
