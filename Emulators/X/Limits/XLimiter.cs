using System.Globalization;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Auth;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Limits;

/// <summary>Checks windows, caps and credits before a request acts, writes the limit headers, and counts who came too early.</summary>
internal sealed class XLimiter(XWorld world)
{
    private const string Group = "x";

    /// <summary>
    /// Counts the request in its window and returns the refusal where it may not pass. Under the world's lock; <paramref name="arrived"/>
    /// is the order stamp of the request's arrival.
    /// </summary>
    public XAnswer? Refuse(XCaller caller, XRoute route, long arrived)
    {
        var now = world.Now;
        var usage = caller.App.Usage;
        if (!world.Options.EnforceLimits)
        {
            return null;
        }

        CountEarly(caller, route, arrived, now);
        if (usage.CreditsDepleted(now))
        {
            return XProblem.CreditsDepleted(caller.App);
        }

        if (Windows(caller, route).Any(w => w.IsExhausted(now)))
        {
            return XProblem.TooManyRequests();
        }

        Window(caller, route)?.Count(now);

        return (route.Posts || (!route.Writes && !route.Free)) && usage.CapExceeded(now, route.Posts) ? XProblem.UsageCapExceeded(caller.App) : null;
    }

    /// <summary>After a post was created: the day's windows, the month's cap and the price.</summary>
    public void CountPost(XCaller caller, long price)
    {
        var now = world.Now;
        caller.Account!.Window(RateBucket.UserPostsDay).Count(now);
        caller.App.PostsDay.Count(now);
        caller.App.Usage.CountPost(now, price);
    }

    /// <summary>After the answer was written: from now on the caller knows what is closed. Under the world's lock.</summary>
    public void Told(XCaller caller, XRoute route, XAnswer answer, long order)
    {
        var now = world.Now;
        foreach (var window in Windows(caller, route))
        {
            if (window.IsExhausted(now))
            {
                window.Told(order);
            }
        }

        if (answer.Status == 402)
        {
            caller.App.Usage.CreditsTold(order);
        }
        else if (answer.Status == 429 && caller.App.Usage.CapExceeded(now, route.Posts))
        {
            caller.App.Usage.CapTold(order);
        }
    }

    public void WriteHeaders(IHeaderDictionary headers, XCaller caller, XRoute route)
    {
        headers["x-access-level"] = caller.Access switch
        {
            XAccessLevel.Read => "read",
            XAccessLevel.ReadWrite => "read-write",
            _ => "read-write-directmessages",
        };

        var now = world.Now;
        if (Window(caller, route) is { } window)
        {
            Write(headers, "x-rate-limit", window, now);
        }

        if (caller.Account is { } account)
        {
            Write(headers, "x-user-limit-24hour", account.Window(RateBucket.UserPostsDay), now);
            Write(headers, "x-app-limit-24hour", caller.App.PostsDay, now);
        }
    }

    /// <summary>The window of the endpoint: the user's, or the app's where it calls for itself; null where that caller has no business there.</summary>
    private static RateWindow? Window(XCaller caller, XRoute route) => caller.Account is { } account ? account.FindWindow(route.Bucket) : caller.App.FindWindow(route.Bucket);

    private static IEnumerable<RateWindow> Windows(XCaller caller, XRoute route) => caller.Account switch
    {
        { } account when route.Posts => [account.Window(route.Bucket), account.Window(RateBucket.UserPostsDay), caller.App.PostsDay],
        { } account when route.Bucket == RateBucket.Like => [account.Window(route.Bucket), account.Window(RateBucket.LikesDay)],
        _ => Window(caller, route) is { } window ? [window] : [],
    };

    /// <summary>A request that came although an earlier answer had said that the door is shut.</summary>
    private void CountEarly(XCaller caller, XRoute route, long arrived, DateTimeOffset now)
    {
        var usage = caller.App.Usage;
        if (Windows(caller, route).Any(w => w.IsExhausted(now) && w.ToldAt > 0 && w.ToldAt < arrived))
        {
            world.Counters.Add(Group, "closed_window");
        }

        if (usage.CapExceeded(now, route.Posts) && usage.CapToldAt > 0 && usage.CapToldAt < arrived)
        {
            world.Counters.Add(Group, "after_cap");
        }

        if (usage.CreditsDepleted(now) && usage.CreditsToldAt > 0 && usage.CreditsToldAt < arrived)
        {
            world.Counters.Add(Group, "after_402");
        }
    }

    private static void Write(IHeaderDictionary headers, string prefix, RateWindow window, DateTimeOffset now)
    {
        headers[prefix + "-limit"] = window.Limit.ToString(CultureInfo.InvariantCulture);
        headers[prefix + "-remaining"] = window.Remaining.ToString(CultureInfo.InvariantCulture);
        headers[prefix + "-reset"] = window.Reset(now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }
}
