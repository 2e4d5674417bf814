namespace PuppetEngine.Engine.Trading;

/// <summary>What is wanted: so much of one mint for another. It never changes; how it is done is quoted anew until it is signed.</summary>
public sealed record TradeIntent
{
    /// <summary>The mint that is given.</summary>
    public required string InputMint { get; init; }

    /// <summary>The mint that is received.</summary>
    public required string OutputMint { get; init; }

    /// <summary>Base units that are given.</summary>
    public required ulong InputUnits { get; init; }

    /// <summary>The slippage that is asked for, in hundredths of a per cent; the policy has its own ceiling.</summary>
    public required int SlippageBps { get; init; }

    /// <summary>Who wants it: a strategy's name, or the API key's.</summary>
    public required string Proposer { get; init; }

    /// <summary>Why, in the proposer's words; shown and journaled, never acted upon.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What caused it: <c>request</c> or <c>occurrence</c>.</summary>
    public string Cause { get; init; } = "";

    /// <summary>SHA-256 of the request's body, lower-case hex; empty for an occurrence.</summary>
    public string BodyHash { get; init; } = "";
}
