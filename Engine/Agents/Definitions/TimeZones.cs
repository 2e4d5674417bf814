namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>Finds IANA time zones.</summary>
internal static class TimeZones
{
    /// <summary>Whether this machine knows any zone but UTC: a container without zone data is not the file's fault.</summary>
    public static bool HasData { get; } = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out _);

    /// <summary>The zone of an IANA name; null when there is none.</summary>
    public static TimeZoneInfo? Find(string name) =>
        name is "UTC" or "Etc/UTC" ? TimeZoneInfo.Utc
        : name.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone
        : null;
}
