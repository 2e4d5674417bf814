using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Providers.Storage.Journal;

/// <summary>How long payloads of the journal are kept. Section <c>Puppet:Journal</c>. The rows themselves, their hashes and summaries stay for ever.</summary>
public sealed class JournalRetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Puppet:Journal";

    /// <summary>
    /// Days that payloads of a kind are kept, by kind, as in <c>effect.drafted</c> (or <c>effect_drafted</c>, for environments that allow no dot);
    /// 0 keeps them for ever, and so are all kinds that are not named. Default: <c>effect.drafted</c> (messages and answers of models) 90; verdicts,
    /// effects and receipts for ever.
    /// </summary>
    public Dictionary<string, int> RetentionDays { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How often it is swept, 1 minute to 1 day. Default: 1 hour.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What is in force, by kind; only kinds whose payloads are erased one day.</summary>
    internal IReadOnlyDictionary<string, TimeSpan> InForce()
    {
        var days = new Dictionary<string, int>(StringComparer.Ordinal) { [JournalKinds.Drafted] = 90 };
        foreach (var (name, kept) in RetentionDays)
        {
            days[Kind(name)] = kept;
        }

        return days.Where(d => d.Value > 0).ToDictionary(d => d.Key, d => TimeSpan.FromDays(d.Value), StringComparer.Ordinal);
    }

    /// <summary>A kind as the journal writes it.</summary>
    internal static string Kind(string name)
    {
        var underscore = name.IndexOf('_', StringComparison.Ordinal);
        return underscore < 0 || name.Contains('.', StringComparison.Ordinal) ? name : $"{name[..underscore]}.{name[(underscore + 1)..]}";
    }
}
