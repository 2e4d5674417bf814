namespace PuppetEngine.Emulators.Llm.Schema;

/// <summary>What the name of a property suggests about its value.</summary>
internal static class SchemaNames
{
    private static readonly string[] Yes = ["should_", "will_", "can_", "is_safe", "is_valid", "approve", "allow", "ok", "safe", "success", "in_character", "relevant"];
    private static readonly string[] No = ["block", "unsafe", "violat", "refus", "forbid", "harm", "spam", "is_ai", "error", "duplicate"];

    /// <summary>An agent that asks itself whether to act hears yes, whether something is wrong hears no; else a coin is tossed.</summary>
    public static bool Answer(string name, ulong salt)
    {
        var lower = name.ToLowerInvariant();
        return !Array.Exists(No, lower.Contains) && (Array.Exists(Yes, lower.StartsWith) || StableHash.Mix(salt) % 2 == 0);
    }

    public static bool IsCount(string name) => name.Contains("count", StringComparison.OrdinalIgnoreCase) || name.Contains("number", StringComparison.OrdinalIgnoreCase);

    public static string Singular(string name) =>
        name.Length > 3 && name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) ? name[..^1] : name;
}
