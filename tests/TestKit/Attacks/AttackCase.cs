using System.Text.Json.Serialization;

namespace PuppetEngine.Tests.TestKit.Attacks;

/// <summary>One attack of <c>tests/Attacks</c>: what a stranger says, and what a model does that obeys every word.</summary>
public sealed record AttackCase
{
    [JsonPropertyName("id")] public required string Id { get; init; }

    [JsonPropertyName("family")] public required string Family { get; init; }

    /// <summary>By which door the texts come in: see the table in <c>tests/Attacks/README.md</c>.</summary>
    [JsonPropertyName("channel")] public required string Channel { get; init; }

    /// <summary>The texts in their order; of a thread each is a post.</summary>
    [JsonPropertyName("texts")] public required List<string> Texts { get; init; }

    /// <summary>What the obeying model does.</summary>
    [JsonPropertyName("obeys")] public required List<AttackAct> Obeys { get; init; }

    /// <summary>The kind of harm.</summary>
    [JsonPropertyName("harm")] public required string Harm { get; init; }

    /// <summary>What must not stand in any text that leaves; null where an act is the harm, or secret and prompt are.</summary>
    [JsonPropertyName("canary")] public string? Canary { get; init; }

    public override string ToString() => Id;
}

/// <summary>Something that a model does.</summary>
public sealed record AttackAct
{
    /// <summary><c>answer</c> is the text that it was asked for; everything else it chose.</summary>
    [JsonPropertyName("act")] public required string Act { get; init; }

    [JsonPropertyName("text")] public string Text { get; init; } = "";

    [JsonPropertyName("what")] public string What { get; init; } = "";
}

/// <summary>Something that an operator or the schedule rightly does.</summary>
public sealed record LegitimateCase
{
    [JsonPropertyName("id")] public required string Id { get; init; }

    [JsonPropertyName("cause")] public required string Cause { get; init; }

    [JsonPropertyName("act")] public required string Act { get; init; }

    [JsonPropertyName("text")] public string Text { get; init; } = "";

    [JsonPropertyName("what")] public string What { get; init; } = "";

    /// <summary>What the operator's request names.</summary>
    [JsonPropertyName("requested")] public List<string> Requested { get; init; } = [];

    /// <summary>The operator's own words.</summary>
    [JsonPropertyName("operator")] public string? Operator { get; init; }

    /// <summary>What else stands in the prompt.</summary>
    [JsonPropertyName("material")] public List<LegitimateMaterial> Material { get; init; } = [];

    /// <summary>Whether a model chose the act.</summary>
    [JsonPropertyName("chosen")] public bool Chosen { get; init; }

    public override string ToString() => Id;
}

/// <summary>A text in a prompt.</summary>
public sealed record LegitimateMaterial
{
    [JsonPropertyName("provenance")] public required string Provenance { get; init; }

    [JsonPropertyName("text")] public required string Text { get; init; }
}
