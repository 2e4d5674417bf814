using System.Globalization;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Hosting;

namespace PuppetEngine.Gateway.Api.Http;

/// <summary>Gives the framework's bare statuses a problem as their body.</summary>
internal static class StatusCodeProblems
{
    private static readonly string[] Integers = ["limit", "wait"];
    private static readonly string[] Booleans = ["payload", "accounts"];

    /// <summary>Writes the problem of a response that has a status and nothing else.</summary>
    public static Task WriteAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.WriteAsync(context, 404, ProblemCodes.RouteNotFound, "There is nothing at this address. /openapi/v1.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed => Problems.WriteAsync(context, 405, ProblemCodes.MethodNotAllowed, "This address does not take that method. /openapi/v1.json lists those it takes."),
        StatusCodes.Status415UnsupportedMediaType => Problems.WriteAsync(context, 415, ProblemCodes.UnsupportedMediaType, "The body must be JSON. Send the header Content-Type: application/json."),
        StatusCodes.Status413PayloadTooLarge => Problems.WriteAsync(context, 413, ProblemCodes.BodyTooLarge, TooLarge(context)),
        StatusCodes.Status400BadRequest when WrongParameter(context.Request) is { } name => WriteParameterAsync(context, name),
        StatusCodes.Status400BadRequest => Problems.WriteAsync(context, 400, ProblemCodes.InvalidBody, "The request cannot be read. Send it again as HTTP/1.1 with a JSON body."),
        var status => Problems.WriteAsync(context, status, "refused", "The request was refused."),
    };

    private static string TooLarge(HttpContext context) => string.Create(
        CultureInfo.InvariantCulture,
        $"The body is larger than {context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.MaxBodyBytes} bytes. Send less, or raise {GatewayOptions.Section}:MaxBodyBytes.");

    /// <summary>Compiled handlers answer a parameter of the wrong type with a bare 400; a person is told which one it was.</summary>
    private static string? WrongParameter(HttpRequest request) =>
        Array.Find(Integers, name => request.Query[name] is { Count: > 0 } value && !int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
        ?? Array.Find(Booleans, name => request.Query[name] is { Count: > 0 } value && !bool.TryParse(value, out _));

    private static Task WriteParameterAsync(HttpContext context, string name)
    {
        var message = $"{name} takes {(Integers.Contains(name) ? "a whole number" : "true or false")}.";
        return Problems.WriteAsync(context, StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, message, new FieldError(name, message));
    }
}
