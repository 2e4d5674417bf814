using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace PuppetEngine.Providers.Storage.Journal;

/// <summary>Refuses retentions that cannot be meant, at start: what is erased does not come back.</summary>
public sealed partial class JournalRetentionOptionsValidator : IValidateOptions<JournalRetentionOptions>
{
    private const int LongestDays = 36_500;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, JournalRetentionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        foreach (var (kind, days) in options.RetentionDays)
        {
            if (!KindForm().IsMatch(JournalRetentionOptions.Kind(kind)))
            {
                problems.Add($"{JournalRetentionOptions.Section}:RetentionDays names '{kind}', which is no kind of the journal. Name one as in effect.drafted; puppet journal show lists them.");
            }

            if (days is < 0 or > LongestDays)
            {
                problems.Add(FormattableString.Invariant($"{JournalRetentionOptions.Section}:RetentionDays:{kind} is {days}. Set it to days from 1 to {LongestDays}, or to 0 to keep the payloads for ever."));
            }
        }

        if (options.SweepInterval < TimeSpan.FromMinutes(1) || options.SweepInterval > TimeSpan.FromDays(1))
        {
            problems.Add($"{JournalRetentionOptions.Section}:SweepInterval must lie between 00:01:00 and 1.00:00:00.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    [GeneratedRegex("^[a-z]+\\.[a-z_]+$")]
    private static partial Regex KindForm();
}
