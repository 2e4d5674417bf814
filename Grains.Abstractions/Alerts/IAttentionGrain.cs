using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Alerts;

/// <summary>What waits for a person, as grains reported it, and what people were told about it. Key <c>attention</c>.</summary>
[Alias("PuppetEngine.Alerts.IAttentionGrain")]
public interface IAttentionGrain : IGrainWithStringKey
{
    /// <summary>Reports a failure, durably, also while others are being sent. Idempotent by code and subject; the newest words stand.</summary>
    [Alias("Raise"), AlwaysInterleave]
    Task Raise(AttentionEntry entry);

    /// <summary>Takes a report back. Idempotent.</summary>
    [Alias("Clear"), AlwaysInterleave]
    Task Clear(string code, string subject);

    /// <summary>The standing reports, by code and subject. Answers while others are being sent.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<List<AttentionEntry>> List();

    /// <summary>
    /// Shows the whole of what waits, as one process sees it. What is new is announced at the alerts webhook, once; what no process has
    /// shown for a while is announced as cleared. Delivered at least once, also over restarts.
    /// </summary>
    [Alias("Observe"), ResponseTimeout("00:02:00")]
    Task Observe(List<AttentionEntry> standing);
}
