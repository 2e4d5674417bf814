using System.Text;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X;

/// <summary>What each kind of fault does to a request to X.</summary>
internal sealed class XFaults(XWorld world, EmulatorLifetime lifetime)
{
    /// <summary>
    /// Does what a fault does before the effect: answers in its stead, ends the connection, or returns null and lets the effect happen.
    /// </summary>
    public async Task<XAnswer?> BeforeEffectAsync(HttpContext http, FaultHit hit, XRoute route, XRequest request, Func<XAnswer> land)
    {
        switch (hit.Kind)
        {
            case FaultKind.DropBeforeEffect:
                http.Abort();
                return null;
            case FaultKind.LandLater:
                lifetime.Later(world.Time, hit.Time, () => land());
                http.Abort();
                return null;
            case FaultKind.Hang:
                await HangAsync(http, hit);
                http.Abort();
                return null;
            case FaultKind.StatusAfterEffect or FaultKind.UnreadableAfterEffect or FaultKind.DropAfterEffect:
                return null;
            default:
                return Refusal(hit, route, request);
        }
    }

    /// <summary>
    /// Whether a fault has ended the connection before the effect. Decided by kind: the abort of a connection shows on its token only
    /// a moment later, and the effect must not slip through that moment.
    /// </summary>
    public static bool EndsUnanswered(FaultKind kind) => kind is FaultKind.DropBeforeEffect or FaultKind.LandLater or FaultKind.Hang;

    public static XAnswer AfterEffect(FaultHit hit, XAnswer answer) => hit.Kind switch
    {
        FaultKind.StatusAfterEffect => Custom(hit.Rule, hit.Rule.Status ?? 503),
        FaultKind.UnreadableAfterEffect => answer with { Body = answer.Body[..(answer.Body.Length / 2)] },
        _ => answer,
    };

    private async Task HangAsync(HttpContext http, FaultHit hit)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.Stopping);
        var time = hit.Time > TimeSpan.Zero ? hit.Time : Timeout.InfiniteTimeSpan;
        await Task.Delay(time, world.Time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private XAnswer Refusal(FaultHit hit, XRoute route, XRequest request)
    {
        var rule = hit.Rule;
        var app = request.Caller.App;
        switch (hit.Kind)
        {
            case FaultKind.Window429:
                if (rule.Sticky && request.Caller.Account is { } account)
                {
                    Close(account.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), route.Bucket.ToString(), Until(rule, 60));
                }

                return XProblem.TooManyRequests();
            case FaultKind.Quota429:
                if (rule.Sticky)
                {
                    Close(app.Record.ConsumerKey, "cap", Until(rule, null));
                }

                return XProblem.UsageCapExceeded(app);
            case FaultKind.PaymentRequired:
                if (rule.Sticky)
                {
                    Close(app.Record.ConsumerKey, "credits", Until(rule, null));
                }

                return XProblem.CreditsDepleted(app);
            case FaultKind.Unauthorized:
                return XProblem.Unauthorized();
            case FaultKind.Forbidden:
                return rule.Body is null ? XProblem.NotPermitted() : Custom(rule, 403);
            default:
                return Custom(rule, rule.Status ?? 503);
        }
    }

    private void Close(string owner, string bucket, DateTimeOffset until)
    {
        lock (world.Gate)
        {
            world.Close(new ClosedWindow(owner, bucket, until));
        }
    }

    /// <summary>End of a closure: the rule's seconds, else the default, else the month.</summary>
    private DateTimeOffset Until(FaultRule rule, int? seconds)
    {
        var now = world.Now;
        return (rule.Seconds ?? seconds) is { } n
            ? now.AddSeconds(n)
            : new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
    }

    private static XAnswer Custom(FaultRule rule, int status)
    {
        if (rule.Body is { } body)
        {
            return new XAnswer(status, Encoding.UTF8.GetBytes(body), rule.ContentType ?? "application/json; charset=utf-8");
        }

        return status switch
        {
            401 => XProblem.Unauthorized(),
            403 => XProblem.NotPermitted(),
            404 => XProblem.NotFound(),
            429 => XProblem.TooManyRequests(),
            _ => XProblem.Unavailable(status),
        };
    }
}
