using System.Text.Json;

namespace PuppetEngine.Tests.Simulation.Months;

/// <summary>One of the twenty who live through the month.</summary>
/// <param name="Number">From 0.</param>
/// <param name="CatchUp">What becomes of what it missed: <c>skip</c>, <c>one</c> or <c>all</c>.</param>
/// <param name="Place">Where it lives.</param>
internal sealed record Resident(int Number, string CatchUp, Place Place)
{
    /// <summary>The bounds of its intervals, in hours.</summary>
    public const double MinHours = 4, MaxHours = 12;

    /// <summary>The latest that it may catch up with, in hours.</summary>
    public const double MaxLatenessHours = 36;

    /// <summary>Its peak hours, on the clock of its place.</summary>
    public static readonly int[] PeakHours = [7, 8, 9, 10, 11, 12, 13, 14];

    private static readonly string[] Interests =
    [
        "tides", "church bells", "bread", "night trains", "gulls", "rope", "letters", "maps", "rain on tin", "old radios", "market days", "chess in parks",
        "lost gloves", "lighthouses", "ferries", "slow clocks", "orchards", "snow", "pencils", "harbour cranes", "allotments", "bicycles", "choirs", "moths",
    ];

    /// <summary>Its id, as in <c>all-13</c>.</summary>
    public string Id => $"{CatchUp}-{Number:00}";

    /// <summary>Its name.</summary>
    public string Name => $"Resident {Number:00}";

    /// <summary>Its definition.</summary>
    public string Json(string voice = "Plain and warm.", params string[] avoid) => JsonSerializer.Serialize(new
    {
        id = Id,
        name = Name,
        description = $"Resident number {Number} of a small town by the water, who writes about what is near.",
        time_zone = Place.Zone,
        catch_up = new { mode = CatchUp, max_lateness_hours = MaxLatenessHours },
        personality = new { traits = new[] { "attentive", "dry" }, interests = Enumerable.Range(0, 8).Select(i => Interests[((Number * 5) + (i * 3)) % Interests.Length]) },
        style_guide = new { voice, vocabulary = new { avoid_terms = avoid } },
        initial_memory = new { core_memories = new[] { $"House number {Number} was painted blue the year I moved in." } },
        behavior = new { post_frequency = new { min_hours_between_posts = MinHours, max_hours_between_posts = MaxHours, peak_posting_hours = PeakHours } },
    });
}

/// <summary>A place and its clock in that month, written down by hand: the test must not ask the time zone data that the product asks.</summary>
/// <param name="Zone">The IANA zone.</param>
/// <param name="HoursBefore">Hours ahead of UTC before the clocks change.</param>
/// <param name="ChangesAt">When they change; null for never.</param>
/// <param name="HoursAfter">Hours ahead of UTC after it.</param>
internal sealed record Place(string Zone, int HoursBefore, DateTimeOffset? ChangesAt, int HoursAfter)
{
    /// <summary>The places, of which three change their clocks in that month, on two dates.</summary>
    public static readonly Place[] All =
    [
        new("Europe/Berlin", 2, new DateTimeOffset(2026, 10, 25, 1, 0, 0, TimeSpan.Zero), 1),
        new("America/New_York", -4, new DateTimeOffset(2026, 11, 1, 6, 0, 0, TimeSpan.Zero), -5),
        new("Europe/London", 1, new DateTimeOffset(2026, 10, 25, 1, 0, 0, TimeSpan.Zero), 0),
        new("Asia/Tokyo", 9, null, 9),
    ];

    /// <summary>What the clocks there show.</summary>
    public DateTime Local(DateTimeOffset at) => at.UtcDateTime.AddHours(at >= ChangesAt ? HoursAfter : HoursBefore);

    /// <summary>Whether it is a peak hour there.</summary>
    public bool IsPeak(DateTimeOffset at) => Resident.PeakHours.Contains(Local(at).Hour);
}
