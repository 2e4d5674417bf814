using PuppetEngine.Engine.Events;

namespace PuppetEngine.Grains.Events;

/// <summary>How events are made, told and kept: section <c>Puppet:Events</c>.</summary>
internal sealed class EventOptions
{
    /// <summary>Agents told an event each second at the most, in the whole cluster; 500 unless set.</summary>
    public int AgentsPerSecond { get; set; } = 500;

    /// <summary>Agents of one batch; 100 unless set.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>Days for which events that ended are kept; 90 unless set.</summary>
    public int KeepDays { get; set; } = 90;

    /// <summary>The webhooks by name; the secret of each is <c>webhook/NAME</c> in the secret store (<c>PUPPET_SECRET_WEBHOOK_NAME</c>).</summary>
    public Dictionary<string, WebhookRule> Webhooks { get; set; } = [];

    /// <summary>The feeds by name.</summary>
    public Dictionary<string, FeedRule> Feeds { get; set; } = [];

    /// <summary>Whether events are made up; where it is not set, they are in an emulated world of X and not in a live one.</summary>
    public bool? Generate { get; set; }

    /// <summary>From what made-up events follow; 0 unless set.</summary>
    public long Seed { get; set; }

    /// <summary>How often each kind of event is made up, at least a minute; zero for never. The original's periods unless set.</summary>
    public Dictionary<string, TimeSpan> Every { get; set; } = new(StringComparer.Ordinal)
    {
        [EventGenerator.News] = TimeSpan.FromHours(6),
        [EventGenerator.Moods] = TimeSpan.FromHours(4),
        [EventGenerator.Encounters] = TimeSpan.FromHours(8),
    };

    /// <summary>How often a kind is made up; null for never.</summary>
    public TimeSpan? PeriodOf(string kind) => Generate == true && Every.GetValueOrDefault(kind) is var period && period > TimeSpan.Zero ? period : null;
}
