using System.Globalization;

namespace PuppetEngine.Engine.Social;

/// <summary>Ids of posts: decimal strings that grow with time and are compared as numbers, never as text or doubles.</summary>
public static class PostIds
{
    /// <summary>The id of no post, below every other.</summary>
    public const string None = "0";

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">It is no decimal number of 64 bits.</exception>
    public static ulong Parse(string id) =>
        TryParse(id, out var value) ? value : throw new FormatException("A post id is a decimal number of at most 20 digits.");

    /// <summary>Reads an id; false when it is none.</summary>
    public static bool TryParse(string? id, out ulong value) => ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <summary>The newer of two ids; what is no id counts as none.</summary>
    public static string Max(string first, string? second) =>
        TryParse(second, out var b) && (!TryParse(first, out var a) || b > a) ? second! : first;

    /// <summary>
    /// An id below every post of this time or later: X's ids count milliseconds since their epoch (2010-11-04) in the bits above the 22nd.
    /// </summary>
    public static string Before(DateTimeOffset time) =>
        (Math.Max(0, time.ToUnixTimeMilliseconds() - 1_288_834_974_657) << 22).ToString(CultureInfo.InvariantCulture);
}
