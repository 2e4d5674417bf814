namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>Finds the name that somebody probably meant.</summary>
public static class Spelling
{
    /// <summary>The nearest of the names, at most two edits away (one for short names); null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> names)
    {
        string? nearest = null;
        var best = name.Length < 6 ? 2 : 3;
        foreach (var candidate in names)
        {
            var distance = Distance(Plain(name), Plain(candidate), best);
            if (distance < best)
            {
                (nearest, best) = (candidate, distance);
            }
        }

        return nearest;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static int Distance(string a, string b, int bound)
    {
        if (Math.Abs(a.Length - b.Length) >= bound)
        {
            return bound;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
