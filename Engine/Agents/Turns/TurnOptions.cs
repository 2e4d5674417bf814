namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>How turns are paced and bounded. Section <c>Puppet:Turns</c>.</summary>
public sealed class TurnOptions
{
    /// <summary>How long a model may take for a whole draft, all tiers and regenerations included. Default: two minutes.</summary>
    public TimeSpan ComposeDeadline { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a call that acts may take. Default: 20 seconds.</summary>
    public TimeSpan ActDeadline { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>After this an attempt is closed: nothing of it leaves later. Above <see cref="ActDeadline"/>. Default: 30 seconds.</summary>
    public TimeSpan AttemptLength { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is waited past an attempt's end before anybody looks whether it landed; not below 60 seconds in a live world. Default: 60 seconds.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Absence counts only after two reads this far apart; not below 30 seconds in a live world. Default: 30 seconds.</summary>
    public TimeSpan AbsenceSpacing { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts at most, each but the first after proof that the one before did not land. Default: 5.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Composings at most for one effect; each reserves its budget. Default: 4.</summary>
    public int MaxComposings { get; set; } = 4;

    /// <summary>Drafts a model may write in one composing before the effect fails by its checks. Default: 3.</summary>
    public int MaxDrafts { get; set; } = 3;

    /// <summary>A scheduled post that could not begin is given up after this. Default: one hour.</summary>
    public TimeSpan OccurrenceLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A requested post that could not begin is given up after this. Default: 24 hours.</summary>
    public TimeSpan RequestLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A held effect waits this long for a person. Default: 24 hours.</summary>
    public TimeSpan ReviewLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Open effects per agent at most. Default: 50.</summary>
    public int MaxOpenEffects { get; set; } = 50;

    /// <summary>Turns that one silo works on at once. Default: 64.</summary>
    public int MaxConcurrentTurns { get; set; } = 64;

    /// <summary>The most one composing may cost, in millionths of a dollar. Default: 50,000 (five cents).</summary>
    public long ComposingMicroDollars { get; set; } = 50_000;

    /// <summary>What an agent may cost per UTC day on live models where its definition sets no limit, in millionths of a dollar. Default: 1,000,000.</summary>
    public long LiveDailyMicroDollars { get; set; } = 1_000_000;

    /// <summary>The same on emulated models, which cost nothing really. Default: 1,000,000,000.</summary>
    public long EmulatedDailyMicroDollars { get; set; } = 1_000_000_000;
}
