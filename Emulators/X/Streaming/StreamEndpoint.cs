using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Auth;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Streaming;

/// <summary>
/// <c>GET /2/tweets/search/stream</c>: one line of JSON per post that the app's rules let through, and an empty line every twenty seconds.
/// </summary>
internal sealed class StreamEndpoint(XWorld world, StreamHub hub, FaultBook faults, XFaults ending, XLimiter limiter, EmulatorLifetime lifetime)
{
    private const int MostConnections = 1;
    private const int LongestBackfill = 5;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);
    private static readonly string[] Known = ["backfill_minutes", "tweet.fields", "post.fields", "expansions", "user.fields", "media.fields", "poll.fields", "place.fields", "start_time", "end_time"];
    private static readonly XRoute Route = new("GET /x/2/tweets/search/stream", RateBucket.StreamConnect, "", _ => XProblem.NotFound()) { AppOnly = true };

    public async Task HandleAsync(HttpContext http)
    {
        var arrived = world.Counters.NextOrder();
        world.Counters.Add("requests", Route.Name);
        if (world.Authenticator.Authenticate(http.Request, "") is not { } caller)
        {
            world.Counters.Add("x", "unauthorized");
            await XPipeline.WriteAsync(http, XProblem.Unauthorized());
            return;
        }

        var request = new XRequest { Caller = caller, Query = PercentEncoding.ParseForm(http.Request.QueryString.Value.AsSpan().TrimStart('?')) };
        var plan = faults.Decide(Route.Name, $"GET {http.Request.Path}", caller.Name);
        if (plan.Delay > TimeSpan.Zero)
        {
            await Task.Delay(plan.Delay, world.Time, lifetime.Stopping);
        }

        XAnswer? answer = null;
        if (plan.End is { } hit)
        {
            // Nothing lands later on a stream: what would, never connects.
            var before = hit.Kind is FaultKind.LandLater ? hit with { Kind = FaultKind.DropBeforeEffect } : hit;
            answer = await ending.BeforeEffectAsync(http, before, Route, request, XProblem.NotFound);
            if (XFaults.EndsUnanswered(before.Kind))
            {
                return;
            }
        }

        StreamConnection? connection = null;
        lock (world.Gate)
        {
            var (fields, backfill) = (PostFields.Default, 0);
            answer ??= Refuse(request, arrived, out fields, out backfill);
            limiter.WriteHeaders(http.Response.Headers, caller, Route);
            if (answer is null)
            {
                connection = new StreamConnection(caller.App, fields);
                hub.Add(connection, backfill);
            }
        }

        if (connection is null)
        {
            await XPipeline.WriteAsync(http, answer!);
            lock (world.Gate)
            {
                limiter.Told(caller, Route, answer!, world.Counters.NextOrder());
            }

            return;
        }

        await SendAsync(http, connection, breaks: plan.End?.Kind == FaultKind.DropAfterEffect);
    }

    private XAnswer? Refuse(XRequest request, long arrived, out PostFields fields, out int backfill)
    {
        backfill = 0;
        var (read, refusal) = PostFields.Read(request.Query);
        fields = read ?? PostFields.Default;
        if (request.Caller.Account is not null)
        {
            return XProblem.UserForbidden();
        }

        if (refusal is not null)
        {
            return refusal;
        }

        foreach (var (name, value) in request.Query)
        {
            if (Array.IndexOf(Known, name) < 0)
            {
                return PostFields.UnknownParameter(name, value, Known);
            }

            if (name == "backfill_minutes" && (!int.TryParse(value, out backfill) || backfill is < 0 or > LongestBackfill || (backfill > 0 && !request.Caller.App.Tier.Backfill)))
            {
                return XProblem.Invalid(name, value, $"The `backfill_minutes` query parameter value [{value}] is not between 0 and {(request.Caller.App.Tier.Backfill ? LongestBackfill : 0)}");
            }
        }

        return limiter.Refuse(request.Caller, Route, arrived)
            ?? (world.Rules.Of(request.Caller.App.Record.ConsumerKey).Count == 0 ? XProblem.NoRules() : null)
            ?? (hub.Open.Count(c => c.App == request.Caller.App) >= MostConnections ? XProblem.TooManyConnections() : null);
    }

    private async Task SendAsync(HttpContext http, StreamConnection connection, bool breaks)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.Stopping);
        await using var timer = world.Time.CreateTimer(_ => StreamHub.KeepAlive(connection), null, KeepAlive, KeepAlive);
        try
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            await http.Response.StartAsync(either.Token);
            await http.Response.BodyWriter.FlushAsync(either.Token);
            if (breaks)
            {
                http.Abort();
                return;
            }

            await foreach (var line in connection.Lines.ReadAllAsync(either.Token))
            {
                if (!connection.IsSilent)
                {
                    await http.Response.BodyWriter.WriteAsync(line, either.Token);
                }
            }

            if (connection.IsBroken)
            {
                http.Abort();
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the emulator stops.
            http.Abort();
        }
        finally
        {
            lock (world.Gate)
            {
                hub.Remove(connection);
            }
        }
    }
}
