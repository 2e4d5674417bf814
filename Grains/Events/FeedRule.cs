using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Grains.Events;

/// <summary>One feed, and whom its entries reach.</summary>
internal sealed class FeedRule
{
    /// <summary>Where it is: http or https.</summary>
    public string Address { get; set; } = "";

    /// <summary>How often it is read; 15 minutes unless set.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Whom its entries reach, by id; empty for all, or for all with the tag.</summary>
    public List<string> Agents { get; set; } = [];

    /// <summary>Only agents with this tag; empty for no such bound.</summary>
    public string Tag { get; set; } = "";

    /// <summary>Which of two events that are due is told first.</summary>
    public EventPriority Priority { get; set; } = EventPriority.Low;
}
