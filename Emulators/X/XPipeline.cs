using System.Text;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Http;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Auth;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X;

/// <summary>
/// What every endpoint of X goes through: authentication, faults before the effect, rights, limits, the effect, faults after it,
/// headers. The effect does not depend on the connection: it lands also when the caller has gone.
/// </summary>
internal sealed class XPipeline(XWorld world, FaultBook faults, XFaults ending, XLimiter limiter, EmulatorLifetime lifetime)
{
    public async Task HandleAsync(HttpContext http, XRoute route)
    {
        var arrived = world.Counters.NextOrder();
        world.Counters.Add("requests", route.Name);
        http.Response.Headers["x-transaction-id"] = StableHash.Mix((ulong)arrived).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

        var body = await RequestBody.ReadAsync(http.Request, route.LongestBody, http.RequestAborted);
        // Only a plain form is signed; JSON and multipart are not.
        var isForm = http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        var form = isForm && body is not null ? Encoding.UTF8.GetString(body) : "";
        if (body is null)
        {
            await WriteAsync(http, XProblem.Invalid("", "", "The request body is too large."));
            return;
        }

        if (world.Authenticator.Authenticate(http.Request, form) is not { } caller)
        {
            world.Counters.Add("x", "unauthorized");
            await WriteAsync(http, XProblem.Unauthorized());
            return;
        }

        world.Counters.Add("accounts", $"{caller.Name} {route.Name}");
        var request = new XRequest
        {
            Caller = caller,
            Query = PercentEncoding.ParseForm(http.Request.QueryString.Value.AsSpan().TrimStart('?')),
            PathId = http.Request.RouteValues["id"] as string ?? "",
            SecondPathId = http.Request.RouteValues["second"] as string ?? "",
            Body = body,
            Parts = await MultipartBody.ReadAsync(http.Request, body, http.RequestAborted) ?? [],
        };
        var plan = faults.Decide(route.Name, $"{http.Request.Method} {http.Request.Path}", caller.Name);
        if (plan != FaultPlan.None)
        {
            request = request with { AnyAgeIsDuplicate = plan.AnyAgeIsDuplicate, Lag = plan.Lag };
            if (plan.Delay > TimeSpan.Zero)
            {
                // Not the caller's token: a request that arrived is acted on, whether or not somebody still waits for the answer.
                await Task.Delay(plan.Delay, world.Time, lifetime.Stopping);
            }
        }

        await AnswerAsync(http, route, request, plan.End, arrived);
    }

    private async Task AnswerAsync(HttpContext http, XRoute route, XRequest request, FaultHit? end, long arrived)
    {
        XAnswer? answer = null;
        if (end is { } before)
        {
            answer = await ending.BeforeEffectAsync(http, before, route, request, () => Act(route, request, arrived));
            if (XFaults.EndsUnanswered(before.Kind))
            {
                return;
            }
        }

        answer ??= Act(route, request, arrived);
        if (end is { } after && !answer.IsRefusal)
        {
            if (after.Kind == FaultKind.DropAfterEffect)
            {
                http.Abort();
                return;
            }

            answer = XFaults.AfterEffect(after, answer);
        }

        lock (world.Gate)
        {
            limiter.WriteHeaders(http.Response.Headers, request.Caller, route);
        }

        await WriteAsync(http, answer);
        lock (world.Gate)
        {
            limiter.Told(request.Caller, route, answer, world.Counters.NextOrder());
        }
    }

    private XAnswer Act(XRoute route, XRequest request, long arrived)
    {
        if (Forbidden(route, request.Caller) is { } forbidden)
        {
            return forbidden;
        }

        lock (world.Gate)
        {
            return limiter.Refuse(request.Caller, route, arrived) ?? route.Execute(request);
        }
    }

    private static XAnswer? Forbidden(XRoute route, XCaller caller)
    {
        if (caller.Account is null)
        {
            return (route.Writes || route.UserOnly) && !route.AppOnly ? XProblem.AppOnlyForbidden() : null;
        }

        if (route.AppOnly)
        {
            return XProblem.UserForbidden();
        }

        if (caller.Grant is { } grant)
        {
            return grant.Has(route.Scope) ? null : XProblem.NotPermitted();
        }

        return route.Writes && caller.Access == XAccessLevel.Read ? XProblem.ReadOnlyToken() : null;
    }

    public static async Task WriteAsync(HttpContext http, XAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.BodyWriter.WriteAsync(answer.Body);
    }
}
