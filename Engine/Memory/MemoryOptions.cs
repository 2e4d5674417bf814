namespace PuppetEngine.Engine.Memory;

/// <summary>How agents remember. Section <c>Puppet:Memory</c>.</summary>
public sealed class MemoryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Puppet:Memory";

    /// <summary>What vectors weigh in a search where they tell as much as words do, 0 (words alone) to 1 (vectors alone). Default: 0.7.</summary>
    public double VectorWeight { get; set; } = 0.7;

    /// <summary>After this long without a recall a memory's recency has halved. Default: 7 days.</summary>
    public TimeSpan RecencyHalfLife { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a search waits for the vector of its question before it goes by words alone. Default: 2 seconds.</summary>
    public TimeSpan QuestionPatience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Texts in one call to the embedding model, 1 to 256. Default: 64.</summary>
    public int EmbeddingBatch { get; set; } = 64;

    /// <summary>How long counts of recalls are gathered before they are stored; a kill loses that much of them. Default: 1 minute.</summary>
    public TimeSpan AccessFlush { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a model consolidates and reflects once a day. Default: true.</summary>
    public bool Consolidate { get; set; } = true;

    /// <summary>Memories in one consolidation, 2 to 100. Default: 30.</summary>
    public int ConsolidationBatch { get; set; } = 30;

    /// <summary>Consolidations of one agent a day at most. Default: 4.</summary>
    public int ConsolidationsPerDay { get; set; } = 4;

    /// <summary>Fewer memories than this are not worth a call. Default: 10.</summary>
    public int ConsolidationLeast { get; set; } = 10;

    /// <summary>Memories younger than this are left alone. Default: 1 day.</summary>
    public TimeSpan ConsolidationAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>A memory whose importance times retention has fallen below this is forgotten by the day's job; 0 forgets nothing. Default: 0.</summary>
    public double ForgetBelow { get; set; }

    /// <summary>No memory younger than this is forgotten by rule. Default: 90 days.</summary>
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromDays(90);
}
