namespace PuppetEngine.Engine.Memory.Index;

/// <summary>A question to the index.</summary>
public sealed record MemoryProbe
{
    /// <summary>The question's text, for its words; empty to leave words out.</summary>
    public string Text { get; init; } = "";

    /// <summary>The question's vector by the index's model, scaled to length 1; null to leave vectors out.</summary>
    public float[]? Vector { get; init; }

    /// <summary>Only this kind; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Only what happened then or later; null for no bound.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only what happened before; null for no bound.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many of each half must be among the candidates.</summary>
    public int Pool { get; init; } = 100;
}
