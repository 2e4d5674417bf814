namespace PuppetEngine.Tests.Architecture.Rooms;

/// <summary>
/// The order of the features, the same on every floor: the seven features know nothing of one another, Agents may use them,
/// Simulation may use Agents. Folders below them (<see cref="Foundations"/>, then <see cref="Shared"/>) are used by all and use none of them.
/// </summary>
internal static class FeatureRanks
{
    /// <summary>Folders without a word of the product: how state is stored, how keys and text are written, how chance is drawn.</summary>
    public static readonly string[] Foundations = ["State", "Keys", "Text", "Time", "Randomness"];

    /// <summary>Words and ports that every feature may speak: who may do what, in which world, and what waits for a person.</summary>
    public static readonly string[] Shared = ["Access", "Alerts"];

    public static readonly string[] Features = ["Llm", "Memory", "Social", "Trading", "CodeExecution", "Events", "Journal"];

    /// <summary>Rank of a folder; null when the house does not know it.</summary>
    public static int? RankOf(string folder) => folder switch
    {
        _ when Foundations.Contains(folder, StringComparer.Ordinal) => 0,
        _ when Shared.Contains(folder, StringComparer.Ordinal) => 1,
        _ when Features.Contains(folder, StringComparer.Ordinal) => 2,
        "Agents" => 3,
        "Simulation" => 4,
        "" or "Hosting" => 5,
        _ => null,
    };

    /// <summary>Whether code in one folder may use a type of another.</summary>
    public static bool MayUse(string from, string to)
    {
        if (from == to)
        {
            return true;
        }

        return RankOf(from) is { } rank && RankOf(to) is { } used && used < rank;
    }
}
