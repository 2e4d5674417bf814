using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>What a call may cost at most.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmReservationRequest")]
public sealed record LlmReservationRequest
{
    /// <summary>The agent for whom the call is made.</summary>
    [Id(0)] public required string AgentId { get; init; }

    /// <summary>The call's id.</summary>
    [Id(1)] public required string CallId { get; init; }

    /// <summary>Millionths of a dollar.</summary>
    [Id(2)] public required long MicroDollars { get; init; }

    /// <summary>Tokens, prompt and answer together.</summary>
    [Id(3)] public required long Tokens { get; init; }

    /// <summary>How long it is needed; after it, unsettled, it counts as spent.</summary>
    [Id(4)] public required TimeSpan Hold { get; init; }
}
