using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Providers.X.Wire;

/// <summary>
/// The one place that says what an end of a call to X means. Refused by the vendor or never connected: not sent. A 2xx that can be read:
/// sent. All else is ambiguous, a refusal as duplicate too: the text may have landed before, perhaps by this very attempt.
/// </summary>
internal static class XOutcomeTable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(4);

    /// <summary>Classes an answer.</summary>
    /// <param name="answer">What came back.</param>
    /// <param name="kind">What was asked.</param>
    /// <param name="now">When it came.</param>
    /// <param name="renewable">Whether the credential can be renewed: then a 401 asks for that first.</param>
    internal static SocialOutcome Classify(XAnswer answer, XCallKind kind, DateTimeOffset now, bool renewable)
    {
        var outcome = answer.Status switch
        {
            >= 200 and < 300 => Succeeded(answer, kind),
            // The act is done where 303 points to; no other redirect acts.
            303 => Ambiguous(SocialOutcomeCodes.Unreadable, "X answered 303 instead of a result."),
            >= 300 and < 400 => NotSent(SocialOutcomeCodes.Invalid, $"The address answered {answer.Status}: it redirects. Set Puppet:X:BaseUrl to where the API answers itself."),
            401 => Unauthorized(answer, now, renewable),
            402 => NotSent(SocialOutcomeCodes.CreditsDepleted, "X says that the app's account has no credits left (402). Add credits in the developer console, then clear the stop."),
            403 => Forbidden(XProblem.Read(answer.Body)),
            404 or 410 => NotSent(SocialOutcomeCodes.NotFound, Say(answer, "X does not know what was asked for")),
            408 or 425 => NotSent(SocialOutcomeCodes.Unreachable, $"X did not take the request ({answer.Status})."),
            409 when XProblem.Read(answer.Body) is { Type: "rule-configuration-issue" } or { Title: "RuleConfigurationIssue" } =>
                NotSent(SocialOutcomeCodes.NoRules, "The app's stream has no rules (409). Add one before connecting."),
            429 => TooMany(answer, now),
            >= 400 and < 500 => NotSent(SocialOutcomeCodes.Invalid, Say(answer, "X refused the request")),
            _ => Ambiguous(SocialOutcomeCodes.Server, $"X failed with {answer.Status}."),
        };
        return outcome with { Window = answer.Window, DayWindow = answer.UserDay, AppDayWindow = answer.AppDay };
    }

    /// <summary>Classes a failure without an answer.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="left">Whether the request had begun to leave; a request that never did cannot have acted.</param>
    /// <param name="cut">Whether the call's deadline, or its caller, had cut it off.</param>
    internal static SocialOutcome Classify(Exception failure, bool left, bool cut)
    {
        if (cut)
        {
            return left
                ? Ambiguous(SocialOutcomeCodes.Timeout, "The deadline passed before X answered.")
                : NotSent(SocialOutcomeCodes.Unreachable, "The deadline passed before the request left.");
        }

        return !left || NeverConnected(failure)
            ? NotSent(SocialOutcomeCodes.Unreachable, $"No connection to X could be made ({Reason(failure)}).")
            : Ambiguous(SocialOutcomeCodes.Reset, $"The connection to X broke before its answer was complete ({Reason(failure)}).");
    }

    /// <summary>An outcome of which X knows nothing: the call was not made.</summary>
    internal static SocialOutcome NotSent(string code, string detail, DateTimeOffset? retryAt = null) =>
        new() { Class = OutcomeClass.NotSent, Code = code, Detail = detail, RetryAt = retryAt };

    /// <summary>An outcome that may have acted.</summary>
    internal static SocialOutcome Ambiguous(string code, string detail) => new() { Class = OutcomeClass.Ambiguous, Code = code, Detail = detail };

    private static SocialOutcome Succeeded(XAnswer answer, XCallKind kind)
    {
        if (kind == XCallKind.Read)
        {
            return new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok };
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
            {
                if (Confirmation(kind) is { } confirmed)
                {
                    return data.TryGetProperty(confirmed.Name, out var told) && told.ValueKind == (confirmed.Value ? JsonValueKind.True : JsonValueKind.False)
                        ? new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok }
                        : Ambiguous(SocialOutcomeCodes.Unreadable, $"X answered {answer.Status} but does not say that it was done.");
                }

                if (data.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && PostIds.TryParse(id.GetString(), out _))
                {
                    return new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok, PostId = id.GetString() };
                }
            }
        }
        catch (JsonException)
        {
            // Falls through: an answer cut short is as unreadable as one without an id.
        }

        return Ambiguous(SocialOutcomeCodes.Unreadable, $"X answered {answer.Status} but its body could not be read.");
    }

    /// <summary>The member of the answer that says an act without an id was done, and its value.</summary>
    private static (string Name, bool Value)? Confirmation(XCallKind kind) => kind switch
    {
        XCallKind.Delete => ("deleted", true),
        XCallKind.Like => ("liked", true),
        XCallKind.Unlike => ("liked", false),
        XCallKind.Repost => ("retweeted", true),
        XCallKind.UndoRepost => ("retweeted", false),
        _ => null,
    };

    private static SocialOutcome Unauthorized(XAnswer answer, DateTimeOffset now, bool renewable)
    {
        if (renewable)
        {
            return NotSent(SocialOutcomeCodes.TokenExpired, "X did not take the access token (401).");
        }

        var skew = answer.Date is { } date ? (date - now).Duration() : TimeSpan.Zero;
        return NotSent(SocialOutcomeCodes.Unauthorized, skew > AllowedSkew
            ? $"X did not take the credentials (401), and this machine's clock differs from X's by {skew.TotalMinutes:0} minutes. Set the clock."
            : "X did not take the credentials (401). Give new ones, or log in anew.");
    }

    private static SocialOutcome Forbidden(XProblem problem)
    {
        if (problem.Detail.Contains("duplicate content", StringComparison.OrdinalIgnoreCase) || problem.Code == 187)
        {
            return Ambiguous(SocialOutcomeCodes.Duplicate, "X refused the text as a duplicate.");
        }

        if (problem.Type == "oauth1-permissions" || problem.Detail.Contains("oauth1 app permissions", StringComparison.OrdinalIgnoreCase))
        {
            return NotSent(SocialOutcomeCodes.ReadOnlyToken, "The token may only read. Give the app read and write permission in the developer console, then make the token anew.");
        }

        if (problem.Type == "client-forbidden" || problem.Reason == "client-not-enrolled" || problem.Code == 453)
        {
            return NotSent(SocialOutcomeCodes.ClientForbidden, "The app is not enrolled for this API. Attach it to a project in the developer console.");
        }

        return NotSent(SocialOutcomeCodes.Forbidden, problem.Detail.Length > 0 ? $"X does not permit this: {problem.Detail}" : "X does not permit this (403).");
    }

    private static SocialOutcome TooMany(XAnswer answer, DateTimeOffset now)
    {
        var problem = XProblem.Read(answer.Body);
        if (problem.Title == "UsageCapExceeded" || problem.Type == "usage-capped")
        {
            var until = problem.Period.Equals("Daily", StringComparison.OrdinalIgnoreCase) ? NextDay(now) : NextMonth(now);
            return NotSent(SocialOutcomeCodes.UsageCap, "The app has used up what its plan allows (UsageCapExceeded).", until);
        }

        if (problem.Title == "ConnectionException" || problem.Type == "streaming-connection")
        {
            return NotSent(SocialOutcomeCodes.TooManyConnections, "The app's stream is connected elsewhere, and X allows no second connection (429).");
        }

        DateTimeOffset?[] closed =
        [
            answer.UserDay is { Remaining: 0 } user ? user.Reset : null,
            answer.AppDay is { Remaining: 0 } app ? app.Reset : null,
            answer.Window is { Remaining: 0 } window ? window.Reset : null,
            answer.RetryAfter,
        ];
        // X may close a window that it still reports as open: then the reset it names is the best guess, and a whole window the next.
        var retryAt = closed.Max() ?? answer.Window?.Reset ?? now + Window;
        return NotSent(SocialOutcomeCodes.RateWindow, "X's rate window is closed (429).", retryAt > now ? retryAt : now + Window);
    }

    private static bool NeverConnected(Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError } => true,
        // The handler's own limit on opening a connection; every other cut comes from the deadline.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    private static string Reason(Exception failure) => failure switch
    {
        HttpRequestException { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
        HttpRequestException http when http.HttpRequestError != HttpRequestError.Unknown => http.HttpRequestError.ToString(),
        HttpIOException io => io.HttpRequestError.ToString(),
        OperationCanceledException => "no connection in time",
        _ => failure.GetType().Name,
    };

    private static string Say(XAnswer answer, string what) => XProblem.Read(answer.Body).Detail is { Length: > 0 } detail
        ? $"{what} ({answer.Status}): {detail}"
        : $"{what} ({answer.Status}, {(HttpStatusCode)answer.Status}).";

    private static DateTimeOffset NextDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static DateTimeOffset NextMonth(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
}
