namespace PuppetEngine.Engine.Llm.Budgets;

/// <summary>The ceiling on models of the whole cluster. Section <c>Puppet:Llm:Budget</c>.</summary>
public sealed class LlmBudgetOptions
{
    /// <summary>Dollars per UTC day in a live world; 0 allows no call. Default: 10.</summary>
    public decimal DailyDollars { get; set; } = 10;

    /// <summary>Dollars per UTC day in the emulated world, where nothing is really paid. Default: 1,000,000.</summary>
    public decimal EmulatedDailyDollars { get; set; } = 1_000_000;

    /// <summary>Tokens per UTC day, prompts and answers together; 0 for no limit. Default: 0.</summary>
    public long DailyTokens { get; set; }

    /// <summary>A silo is granted the ceiling in parts of one in this many; a silo that crashes loses at most what it was granted. Default: 100.</summary>
    public int SliceParts { get; set; } = 100;

    /// <summary>How long a silo may spend from a slice before it gives back the rest. Default: 5 minutes.</summary>
    public TimeSpan SliceLife { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a silo reports what it has spent. Default: 15 seconds.</summary>
    public TimeSpan ReportPeriod { get; set; } = TimeSpan.FromSeconds(15);
}
