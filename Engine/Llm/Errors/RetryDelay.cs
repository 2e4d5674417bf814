using System.Globalization;
using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Llm.Errors;

/// <summary>
/// How long a provider asks to wait: <c>retry-after-ms</c>, else <c>retry-after</c> (seconds or a date), else Google's
/// <c>retryDelay</c>, else the words "try again in 1.2s".
/// </summary>
internal static partial class RetryDelay
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static TimeSpan? Of(LlmHttpAnswer answer, ErrorBody body, DateTimeOffset now)
    {
        var delay = Milliseconds(answer.Header("retry-after-ms"))
            ?? SecondsOrDate(answer.Header("retry-after"), now)
            ?? Duration(body.RetryDelay)
            ?? (TryAgainIn().Match(body.Message) is { Success: true } words ? Duration(words.Groups[1].Value) : null);
        return delay is null || delay <= Longest ? delay : Longest;
    }

    /// <summary>Reads <c>1.2s</c>, <c>120ms</c>, <c>6m0s</c>, <c>1h2m3s</c>; null for anything else.</summary>
    internal static TimeSpan? Duration(string? text)
    {
        if (text is null || DurationForm().Match(text.Trim()) is not { Success: true, Length: > 0 } match)
        {
            return null;
        }

        var seconds = (Number(match, "h") * 3600) + (Number(match, "m") * 60) + Number(match, "s") + (Number(match, "ms") / 1000);
        return TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
    }

    private static double Number(Match match, string unit) =>
        match.Groups[unit] is { Success: true, Value: var value } ? double.Parse(value, CultureInfo.InvariantCulture) : 0;

    private static TimeSpan? Milliseconds(string? header) =>
        double.TryParse(header, NumberStyles.Float, CultureInfo.InvariantCulture, out var ms) && ms is >= 0 and < 1e9 ? TimeSpan.FromMilliseconds(ms) : null;

    private static TimeSpan? SecondsOrDate(string? header, DateTimeOffset now)
    {
        if (double.TryParse(header, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e7)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? (date > now ? date - now : TimeSpan.Zero)
            : null;
    }

    [GeneratedRegex(@"(?:try|retry)\s+(?:again\s+)?(?:in|after)\s+((?:\d+(?:\.\d+)?(?:ms|h|m|s))+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex TryAgainIn();

    [GeneratedRegex(@"^(?=\d)(?:(?<h>\d+)h)?(?:(?<m>\d+)m(?!s))?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+(?:\.\d+)?)ms)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex DurationForm();
}
