using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Events;

namespace PuppetEngine.Grains.Events;

/// <summary>Says how to mend <see cref="EventOptions"/>.</summary>
internal sealed class EventOptionsValidator : IValidateOptions<EventOptions>
{
    // Reminders of production settings are not more often than this.
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, EventOptions options)
    {
        List<string> failures = [];
        Require(options.AgentsPerSecond is >= 1 and <= 100_000, "AgentsPerSecond must be 1 to 100000.");
        Require(options.BatchSize is >= 1 and <= 200, "BatchSize must be 1 to 200.");
        Require(options.KeepDays is >= 1 and <= 3650, "KeepDays must be 1 to 3650.");
        foreach (var (kind, period) in options.Every)
        {
            Require(EventGenerator.All.Contains(kind), $"Every:{kind} names no generator; there are {string.Join(", ", EventGenerator.All)}.");
            Require(period == TimeSpan.Zero || period >= Shortest, $"Every:{kind} must be 00:01:00 or more, or 00:00:00 for never. (The original's NEWS_EVENT_INTERVAL, MOOD_EVENT_INTERVAL and INTERACTION_EVENT_INTERVAL are milliseconds.)");
        }

        foreach (var (webhook, rule) in options.Webhooks)
        {
            Require(IsName(webhook), $"Webhooks:{webhook}: a webhook's name has 1 to 64 letters, digits, dashes and underscores, and does not begin with 0.");
            Require(rule.Agents.Count == 0 || rule.Tag.Length == 0, $"Webhooks:{webhook} goes to Agents or to a Tag, not to both.");
        }

        foreach (var (feed, rule) in options.Feeds)
        {
            Require(IsName(feed), $"Feeds:{feed}: a feed's name has 1 to 64 letters, digits, dashes and underscores, and does not begin with 0.");
            Require(Uri.TryCreate(rule.Address, UriKind.Absolute, out var address) && address.Scheme is "http" or "https", $"Feeds:{feed}:Address must be an http or https address.");
            Require(rule.Every >= Shortest, $"Feeds:{feed}:Every must be 00:01:00 or more.");
            Require(rule.Agents.Count == 0 || rule.Tag.Length == 0, $"Feeds:{feed} goes to Agents or to a Tag, not to both.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        static bool IsName(string text) => text.Length is >= 1 and <= 64 && text[0] != '0' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

        void Require(bool holds, string mend)
        {
            if (!holds)
            {
                failures.Add($"Puppet:Events:{mend}");
            }
        }
    }
}
