using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>What a slice has come to so far. All figures are totals of the slice, so that a repeated or late report changes nothing.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmSliceReport")]
public sealed record LlmSliceReport
{
    /// <summary>The slice's id.</summary>
    [Id(0)] public required string SliceId { get; init; }

    /// <summary>Settled, in millionths of a dollar.</summary>
    [Id(1)] public long SpentMicroDollars { get; init; }

    /// <summary>Tokens of prompts.</summary>
    [Id(2)] public long PromptTokens { get; init; }

    /// <summary>Tokens written.</summary>
    [Id(3)] public long CompletionTokens { get; init; }

    /// <summary>Calls settled.</summary>
    [Id(4)] public long Calls { get; init; }

    /// <summary>Whether nothing more will be spent from it: what was not spent goes back.</summary>
    [Id(5)] public bool Closed { get; init; }

    /// <summary>On closing: charged in full although no call was settled with it, in millionths of a dollar.</summary>
    [Id(6)] public long DoubtMicroDollars { get; init; }

    /// <summary>On closing: tokens that nobody settled.</summary>
    [Id(7)] public long DoubtTokens { get; init; }
}
