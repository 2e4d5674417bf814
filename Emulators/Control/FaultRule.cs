using System.Text.Json.Serialization;

namespace PuppetEngine.Emulators.Control;

/// <summary>One fault: where, how often and what. Times are milliseconds of the emulator's clock.</summary>
internal sealed record FaultRule
{
    public string Id { get; init; } = "";

    /// <summary><c>POST /x/2/tweets</c>, <c>/llm/xai/*</c>, <c>*</c>: method (optional) and path with <c>*</c>.</summary>
    public string Route { get; init; } = "*";

    /// <summary>Only this handle (X), key id (LLM, Jupiter), or address that is asked about or pays (Solana); null for all.</summary>
    public string? Account { get; init; }

    /// <summary>Part of the matching requests that are hit, 0 to 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Most hits; null without end.</summary>
    public int? Count { get; init; }

    /// <summary>Matching requests that pass before the first may be hit.</summary>
    public int Skip { get; init; }

    public required string Kind { get; init; }

    public int? Status { get; init; }

    public string? Body { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Error dialect of an LLM answer; null for the dialect of the path.</summary>
    public string? Dialect { get; init; }

    public int? MinMs { get; init; }

    public int? MaxMs { get; init; }

    /// <summary>How long a window, cap or lack of credits lasts.</summary>
    public int? Seconds { get; init; }

    /// <summary>False refuses this one request and leaves the window, cap or credits as they are.</summary>
    public bool Sticky { get; init; } = true;

    [JsonIgnore]
    public FaultKind ParsedKind => FaultKinds.TryParse(Kind, out var kind)
        ? kind
        : throw new FormatException($"The fault kind '{Kind}' does not exist; use one of {string.Join(", ", FaultKinds.Names)}.");
}
