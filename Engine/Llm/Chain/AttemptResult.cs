using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>How one attempt at one tier ended.</summary>
internal sealed record AttemptResult
{
    public required LlmTier Tier { get; init; }

    public required string Model { get; init; }

    /// <summary>Null when it answered.</summary>
    public LlmErrorClass? Error { get; init; }

    public string? Detail { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>How long until it is worth asking this tier again; null when unknown.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When it is worth asking any tier again, where the reason is no tier's.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    public bool FormatRefused { get; init; }

    /// <summary>The HTTP status of a refusal; 0 without one.</summary>
    public int Status { get; init; }

    /// <summary>What is charged for it, in doubt or not.</summary>
    public LlmUsage Usage { get; init; } = new();

    public string Text { get; init; } = "";

    public string? ToolCallsJson { get; init; }

    public string FinishReason { get; init; } = "";
}
