using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm;

/// <summary>A call to a model that failed, with its class. The message is free of secrets and shortened.</summary>
public sealed class LlmTierException : Exception
{
    /// <summary>A failure of a class.</summary>
    /// <param name="errorClass">Why.</param>
    /// <param name="message">What the provider said, free of secrets.</param>
    /// <param name="charge">What it may have cost.</param>
    /// <param name="inner">What was thrown; null for a refusal.</param>
    public LlmTierException(LlmErrorClass errorClass, string message, LlmCharge charge, Exception? inner = null)
        : base(message, inner)
    {
        Class = errorClass;
        Charge = charge;
    }

    /// <summary>Why; decides what the chain does next.</summary>
    public LlmErrorClass Class { get; }

    /// <summary>What it may have cost.</summary>
    public LlmCharge Charge { get; }

    /// <summary>The HTTP status; 0 when no answer came.</summary>
    public int Status { get; init; }

    /// <summary>How long the provider asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the provider refused the form of structured output, so that a simpler form may do.</summary>
    public bool FormatRefused { get; init; }
}
