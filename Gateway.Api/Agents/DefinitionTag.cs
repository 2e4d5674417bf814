using System.Globalization;

namespace PuppetEngine.Gateway.Api.Agents;

/// <summary>A definition's version as an entity tag (RFC 9110), so that who read one, changed it and sends it back overwrites nobody's edit between the two.</summary>
internal static class DefinitionTag
{
    /// <summary>The tag of a version, with its quotes.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that <c>If-Match</c> names; 0 where it is absent, null where it is no tag of a definition.</summary>
    public static long? Read(string? ifMatch) =>
        string.IsNullOrWhiteSpace(ifMatch) ? 0
        : ifMatch.Trim() is ['"', .. var digits, '"'] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version
        : null;
}
