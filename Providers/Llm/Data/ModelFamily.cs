using System.IO.Enumeration;
using PuppetEngine.Engine.Llm.Structured;

namespace PuppetEngine.Providers.Llm.Data;

/// <summary>What models of one family have in common.</summary>
internal sealed record ModelFamily
{
    public static readonly ModelFamily Plain = new();

    /// <summary>A name with <c>*</c>.</summary>
    public string Match { get; init; } = "*";

    /// <summary>Whether temperature, top_p and penalties must be left out.</summary>
    public bool NoSampling { get; init; }

    /// <summary>Whether the penalties alone must be left out.</summary>
    public bool NoPenalties { get; init; }

    /// <summary>Tokens that reasoning may take beside those of the answer.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>Sent as <c>reasoning_effort</c>; null to leave it out.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>The switch for thinking aloud: <c>enable_thinking</c> (true or false) or <c>thinking</c> (<c>{"type":…}</c>); null for none.</summary>
    public string? ThinkingField { get; init; }

    public int? ContextTokens { get; init; }

    public StructuredOutputMode? StructuredOutput { get; init; }

    public bool Matches(string model) => FileSystemName.MatchesSimpleExpression(Match, model, ignoreCase: true);
}
