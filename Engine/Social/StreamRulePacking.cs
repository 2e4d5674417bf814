using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>Puts the mentions of many accounts into as few rules of the filtered stream as their length allows.</summary>
public static class StreamRulePacking
{
    /// <summary>The tag of this house's rules: rules with another one, or none, belong to somebody else and are left alone.</summary>
    public const string Tag = "puppet/mentions";

    /// <summary>Longest rule, in characters.</summary>
    public const int LongestRule = 1_024;

    private const string Repeats = " -is:retweet";
    private const string Or = " OR ";

    /// <summary>The rules for some handles: the same handles give the same rules, in whatever order they come.</summary>
    /// <param name="handles">Handles without at sign.</param>
    /// <param name="mostRules">Most rules; handles for which there is no room are left out.</param>
    public static List<(StreamRule Rule, List<string> Handles)> Pack(IEnumerable<string> handles, int mostRules)
    {
        // The longest first, each where it fits first: what is left at the end of a rule takes the short ones.
        var rules = new List<(List<string> Handles, int Length)>();
        foreach (var handle in handles.Select(handle => handle.ToLowerInvariant()).Distinct(StringComparer.Ordinal).OrderByDescending(handle => handle.Length).ThenBy(handle => handle, StringComparer.Ordinal))
        {
            var length = handle.Length + 1;
            var at = rules.FindIndex(rule => rule.Length + Or.Length + length <= LongestRule);
            if (at >= 0)
            {
                rules[at].Handles.Add(handle);
                rules[at] = rules[at] with { Length = rules[at].Length + Or.Length + length };
            }
            else if (rules.Count < mostRules && length + 2 + Repeats.Length <= LongestRule)
            {
                rules.Add(([handle], length + 2 + Repeats.Length));
            }
        }

        return [.. rules.Select(rule => (new StreamRule { Value = Value(rule.Handles), Tag = Tag }, rule.Handles))];
    }

    private static string Value(List<string> handles) =>
        $"({string.Join(Or, handles.Order(StringComparer.Ordinal).Select(handle => "@" + handle))}){Repeats}";
}
