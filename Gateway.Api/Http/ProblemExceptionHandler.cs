using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.State;
using Microsoft.Extensions.Options;

namespace PuppetEngine.Gateway.Api.Http;

/// <summary>What broke, as a problem: no stack, no secret, a stable code and what to do about it.</summary>
internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger, IOptions<GatewayOptions> options) : IExceptionHandler
{
    private const string RetryAfterSeconds = "2";

    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var (status, code, detail, errors) = Describe(exception);
        if (status >= 500)
        {
            Log(status, code, exception, httpContext);
        }

        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        await Problems.WriteAsync(httpContext, status, code, detail, errors);
        return true;
    }

    private (int Status, string Code, string Detail, FieldError[] Errors) Describe(Exception exception) => exception switch
    {
        AgentNotFoundException missing => (404, AgentProblemCodes.AgentNotFound, missing.Message, []),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (413, ProblemCodes.BodyTooLarge, $"The body is larger than {options.Value.MaxBodyBytes} bytes. Send less, or raise {GatewayOptions.Section}:MaxBodyBytes.", []),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => (415, ProblemCodes.UnsupportedMediaType, "The body must be JSON. Send the header Content-Type: application/json.", []),
        BadHttpRequestException { InnerException: JsonException json } => BodyProblems.Of(json),
        BadHttpRequestException bad => BodyProblems.Of(bad),
        JsonException json => BodyProblems.Of(json),
        ArgumentException { ParamName: "cursor" } => (400, ProblemCodes.InvalidParameter, "cursor is none that a page's next gave. Leave it out for the first page.", [new FieldError("cursor", "Begin again without a cursor.")]),
        TimeoutException => (504, ProblemCodes.ClusterTimeout, "The cluster did not answer in time. What was asked for may still happen: send the same request again with the same Idempotency-Key.", []),
        StateTooNewException or StateUnreadableException => (503, ProblemCodes.StorageUnavailable, exception.Message, []),
        // The journal's tables throw the one, the actor host's tables the other; an agent whose state could not be stored ends with it inside.
        _ when Causes(exception).Any(cause => cause is IOException or DbException) => (503, ProblemCodes.StorageUnavailable, "The database cannot be read or written now: its disk may be full, or its server away. Free some space or start it, then send the same request again with the same Idempotency-Key.", []),
        // The actor host's own failures: a silo is gone or starting, an activation lost a race.
        _ when exception.GetType().Namespace?.StartsWith("Orleans", StringComparison.Ordinal) == true =>
            (503, ProblemCodes.ClusterUnavailable, "The cluster cannot take this now: a silo is starting or gone. Send the same request again with the same Idempotency-Key.", []),
        _ => (500, ProblemCodes.InternalError, "Something broke inside. The log has the details under the trace id of this answer.", []),
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private void Log(int status, string code, Exception exception, HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "?";
        if (status == StatusCodes.Status500InternalServerError)
        {
            LogBroken(exception, context.Request.Method, route, context.TraceIdentifier);
        }
        else
        {
            LogUnavailable(context.Request.Method, route, code, exception.GetType().Name);
        }
    }
}
