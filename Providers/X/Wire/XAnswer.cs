using System.Globalization;
using System.Net.Http.Headers;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Providers.X.Wire;

/// <summary>What came back from X: status, body and the headers that count.</summary>
internal sealed record XAnswer(int Status, string Body)
{
    /// <summary>The window of this endpoint, <c>x-rate-limit-*</c>; null when it was not reported whole.</summary>
    internal RateWindow? Window { get; init; }

    /// <summary>Posts per user and 24 hours, <c>x-user-limit-24hour-*</c>.</summary>
    internal RateWindow? UserDay { get; init; }

    /// <summary>Posts per app and 24 hours, <c>x-app-limit-24hour-*</c>.</summary>
    internal RateWindow? AppDay { get; init; }

    /// <summary>What the token may do, <c>x-access-level</c>; empty when it was not said.</summary>
    internal string AccessLevel { get; init; } = "";

    /// <summary>The vendor's name for the request; empty when it gave none.</summary>
    internal string TransactionId { get; init; } = "";

    /// <summary>When to come back, <c>retry-after</c> in seconds or as a date.</summary>
    internal DateTimeOffset? RetryAfter { get; init; }

    /// <summary>The vendor's clock.</summary>
    internal DateTimeOffset? Date { get; init; }

    /// <summary>Makes an answer of a status, a body and headers.</summary>
    internal static XAnswer Of(int status, string body, HttpResponseHeaders headers, DateTimeOffset now) => new(status, body)
    {
        Window = Read(headers, "x-rate-limit"),
        UserDay = Read(headers, "x-user-limit-24hour"),
        AppDay = Read(headers, "x-app-limit-24hour"),
        AccessLevel = First(headers, "x-access-level"),
        TransactionId = First(headers, "x-transaction-id"),
        RetryAfter = headers.RetryAfter?.Date ?? (headers.RetryAfter?.Delta is { } wait ? now + wait : null),
        Date = headers.Date,
    };

    private static RateWindow? Read(HttpResponseHeaders headers, string prefix) =>
        Number(headers, prefix + "-limit") is { } limit && Number(headers, prefix + "-remaining") is { } remaining && Number(headers, prefix + "-reset") is { } reset
        && limit >= 0 && reset is > 0 and < 253_402_300_799
            ? new RateWindow
            {
                Limit = (int)Math.Min(limit, int.MaxValue),
                Remaining = (int)Math.Clamp(remaining, 0, int.MaxValue),
                Reset = DateTimeOffset.FromUnixTimeSeconds(reset),
            }
            : null;

    private static long? Number(HttpResponseHeaders headers, string name) =>
        long.TryParse(First(headers, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() ?? "" : "";
}
