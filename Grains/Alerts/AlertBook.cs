using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PuppetEngine.Engine.Alerts;
using PuppetEngine.Grains.Abstractions.Alerts;

namespace PuppetEngine.Grains.Alerts;

/// <summary>Which failures began and ended, and which notice is next. Pure.</summary>
internal static class AlertBook
{
    /// <summary>
    /// A failure that nobody has shown for so long is gone: longer than two looks, so that neither a look that failed nor one silo of
    /// several that does not see it makes it come and go.
    /// </summary>
    public static readonly TimeSpan Absence = TimeSpan.FromSeconds(40);

    /// <summary>Takes a look over into the book; <paramref name="seen"/> says when each failure was last shown.</summary>
    /// <returns>The book; the same list when nothing began or ended.</returns>
    public static List<AlertEntry> Look(List<AlertEntry> alerts, IReadOnlyList<AttentionEntry> standing, Dictionary<string, DateTimeOffset> seen, DateTimeOffset now)
    {
        foreach (var entry in standing)
        {
            seen[entry.Key] = now;
        }

        var open = alerts.Where(a => a.ClearedAt is null).Select(a => a.Entry.Key).ToHashSet(StringComparer.Ordinal);
        var begun = standing.DistinctBy(e => e.Key).Where(e => !open.Contains(e.Key)).Select(e => new AlertEntry { Entry = e, Since = now }).ToList();
        var ended = alerts.Where(a => a.ClearedAt is null && now - seen.GetValueOrDefault(a.Entry.Key, now) >= Absence).ToHashSet();
        foreach (var entry in alerts.Where(a => a.ClearedAt is null))
        {
            // After a restart nothing was seen yet: the time of absence begins now.
            seen.TryAdd(entry.Entry.Key, now);
        }

        return begun.Count + ended.Count == 0
            ? alerts
            // What ended before anybody was told of it needs no notice at all.
            : [.. alerts.Where(a => !ended.Contains(a) || a.Told).Select(a => ended.Contains(a) ? a with { ClearedAt = now } : a), .. begun];
    }

    /// <summary>The oldest notice that was not delivered; null when all were.</summary>
    public static (AlertEntry Of, AlertNotice Notice)? Next(List<AlertEntry> alerts, DateTimeOffset now)
    {
        var next = alerts.Find(a => !a.Told || a.ClearedAt is not null);
        return next is null ? null : (next, Notice(next, now));
    }

    /// <summary>The book after a delivery.</summary>
    public static List<AlertEntry> Delivered(List<AlertEntry> alerts, AlertEntry told) =>
        told.Told ? [.. alerts.Where(a => a != told)] : [.. alerts.Select(a => a == told ? a with { Told = true } : a)];

    private static AlertNotice Notice(AlertEntry alert, DateTimeOffset now)
    {
        var cleared = alert.Told;
        var name = string.Create(CultureInfo.InvariantCulture, $"{alert.Entry.Key}\n{alert.Since.UtcTicks}\n{(cleared ? "cleared" : "opened")}");
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        return new AlertNotice(id, cleared, alert.Entry.Code, alert.Entry.Subject, alert.Entry.Detail, alert.Entry.Command, alert.Since, alert.ClearedAt ?? now);
    }
}
