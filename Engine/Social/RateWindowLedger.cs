using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// Counts calls in the vendor's fixed windows, from its headers and from our own permits: a call that is permitted and not yet answered
/// counts already, so that no burst overruns a window whose headers come late.
/// </summary>
public static class RateWindowLedger
{
    /// <summary>The length of most windows of X.</summary>
    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>Added to every reset: the vendor's clock is not ours, and headers are cut to whole seconds.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>When the next call may be made: null for now, else when the window opens.</summary>
    /// <param name="window">The window; null before the first call.</param>
    /// <param name="now">Now.</param>
    /// <param name="limit">The limit as long as the vendor named none.</param>
    public static DateTimeOffset? OpensAt(WindowLedger? window, DateTimeOffset now, int limit)
    {
        if (window is null || !IsOpen(window, now))
        {
            return limit > 0 ? null : now + Quarter;
        }

        return window.Used < window.Limit ? null : window.Reset!.Value + Margin;
    }

    /// <summary>Counts one call that <see cref="OpensAt"/> let pass.</summary>
    public static WindowLedger Take(WindowLedger? window, DateTimeOffset now, int limit, TimeSpan length) => Take(window, now, limit, length, 1);

    /// <summary>Counts several calls at once.</summary>
    public static WindowLedger Take(WindowLedger? window, DateTimeOffset now, int limit, TimeSpan length, int count) =>
        window is not null && IsOpen(window, now)
            ? window with { Used = window.Used + count }
            : new WindowLedger { Limit = window is { Told: true } ? window.Limit : limit, Used = count, Reset = now + length };

    /// <summary>Takes back a call that was never made.</summary>
    public static WindowLedger? Return(WindowLedger? window) => window is null ? null : window with { Used = Math.Max(0, window.Used - 1) };

    /// <summary>Adopts what an answer reports.</summary>
    /// <param name="window">The window as known.</param>
    /// <param name="told">The window as reported.</param>
    /// <param name="now">Now.</param>
    /// <param name="inFlight">Calls permitted and not answered, which a report of a new window cannot hold yet.</param>
    public static WindowLedger? Adopt(WindowLedger? window, RateWindow told, DateTimeOffset now, int inFlight)
    {
        ArgumentNullException.ThrowIfNull(told);
        if (told.Reset + Margin <= now)
        {
            return window;
        }

        var used = Math.Max(0, told.Limit - told.Remaining);
        var known = window is not null && IsOpen(window, now) ? window : null;
        if (known is { Told: true } && told.Reset < known.Reset - Margin)
        {
            // An answer that was overtaken by a later one: its window is over, or was closed for longer since.
            return window;
        }

        var isSame = known is not null && (!known.Told || told.Reset <= known.Reset + Margin);
        return new WindowLedger
        {
            Limit = told.Limit,
            Used = isSame ? Math.Max(known!.Used, used) : used + inFlight,
            Reset = known is { Told: true } && known.Reset > told.Reset ? known.Reset : told.Reset,
            Told = true,
            ClosedAt = isSame ? known!.ClosedAt : null,
        };
    }

    /// <summary>Closes the window until an instant, as a refusal by the vendor says.</summary>
    public static WindowLedger Close(WindowLedger? window, DateTimeOffset until, int limit, DateTimeOffset now)
    {
        var size = window is { Told: true } ? window.Limit : limit;
        return new WindowLedger { Limit = size, Used = Math.Max(size, window?.Used ?? 0), Reset = window?.Reset > until ? window.Reset : until, Told = true, ClosedAt = now };
    }

    /// <summary>Whether a window still counts: until its reset and the <see cref="Margin"/>.</summary>
    public static bool IsOpen(WindowLedger window, DateTimeOffset now) => window.Reset is { } reset && now < reset + Margin;
}
