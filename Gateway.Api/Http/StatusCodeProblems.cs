namespace PuppetEngine.Gateway.Api.Http;

/// <summary>Gives the framework's bare statuses a problem as their body.</summary>
internal static class StatusCodeProblems
{
    /// <summary>Writes the problem of a response that has a status and nothing else.</summary>
    public static Task WriteAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.WriteAsync(context, 404, ProblemCodes.RouteNotFound, "There is nothing at this address. /openapi/v1.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed => Problems.WriteAsync(context, 405, ProblemCodes.MethodNotAllowed, "This address does not take that method. /openapi/v1.json lists those it takes."),
        StatusCodes.Status415UnsupportedMediaType => Problems.WriteAsync(context, 415, ProblemCodes.UnsupportedMediaType, "The body must be JSON. Send the header Content-Type: application/json."),
        StatusCodes.Status413PayloadTooLarge => Problems.WriteAsync(context, 413, ProblemCodes.BodyTooLarge, "The body is larger than allowed. Send less, or raise Puppet:Gateway:MaxBodyBytes."),
        StatusCodes.Status400BadRequest => Problems.WriteAsync(context, 400, ProblemCodes.InvalidBody, "The request cannot be read. Send it again as HTTP/1.1 with a JSON body."),
        var status => Problems.WriteAsync(context, status, "refused", "The request was refused."),
    };
}
