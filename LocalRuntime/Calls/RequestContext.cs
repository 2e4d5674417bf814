using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>Values that flow with calls, copied into each; what a callee changes does not flow back.</summary>
public static class RequestContext
{
    // The one piece of static state, as in Orleans: it belongs to the flow of a call, not to a silo.
    private static readonly AsyncLocal<Bag?> Flow = new();

    /// <summary>The keys of this flow.</summary>
    public static IEnumerable<string> Keys => Current?.Values.Keys ?? [];

    /// <summary>The values of this flow.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Current?.Values ?? [];

    internal static Bag? Current
    {
        get => Flow.Value;
        set
        {
            if (!ReferenceEquals(Flow.Value, value))
            {
                Flow.Value = value;
            }
        }
    }

    /// <summary>The value of a key; null when there is none.</summary>
    public static object? Get(string key) => Current?.Values.GetValueOrDefault(key);

    /// <summary>Sets a value for this flow and the calls it makes from now on.</summary>
    public static void Set(string key, object value) =>
        Current = new Bag((Current?.Values ?? ImmutableDictionary<string, object>.Empty).SetItem(key, value));

    /// <summary>Removes a value; false when there was none.</summary>
    public static bool Remove(string key)
    {
        if (Current is not { } bag || !bag.Values.ContainsKey(key))
        {
            return false;
        }

        var rest = bag.Values.Remove(key);
        Current = rest.IsEmpty ? null : new Bag(rest);
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear() => Current = null;

    internal sealed record Bag(ImmutableDictionary<string, object> Values);
}
