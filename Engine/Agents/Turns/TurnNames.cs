using System.Collections.Concurrent;
using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>Names of enums as the journal, the API and the console write them.</summary>
public static class TurnNames
{
    /// <summary>The name in snake_case, as in <c>dry_run</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.Known.GetOrAdd(value, static v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

    // Each name once: states keep them.
    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Known = new();
    }
}
