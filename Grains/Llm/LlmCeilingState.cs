using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Llm;

/// <summary>The stored ceiling: one day for each world, and the latest time that was ever seen.</summary>
internal sealed class LlmCeilingState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The latest time seen, in milliseconds since 1970 UTC. Days are counted by it, so that none reopens when a clock steps back.</summary>
    public long LastSeenMs { get; set; }

    /// <summary>The current day of each world that was ever asked, by the world's id.</summary>
    public Dictionary<string, LlmCeilingDay> Worlds { get; set; } = [];

    /// <inheritdoc/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>One UTC day of one world. Amounts are millionths of a dollar.</summary>
internal sealed class LlmCeilingDay
{
    /// <summary>The day, as <c>yyyy-MM-dd</c>.</summary>
    public string Day { get; set; } = "";

    /// <summary>Charged for slices that are closed: what was spent of those given back, all of those lost.</summary>
    public long ClosedMicroDollars { get; set; }

    /// <summary>Tokens charged for slices that are closed.</summary>
    public long ClosedTokens { get; set; }

    /// <summary>Settled costs.</summary>
    public long SpentMicroDollars { get; set; }

    /// <summary>Settled tokens of prompts.</summary>
    public long PromptTokens { get; set; }

    /// <summary>Settled tokens written.</summary>
    public long CompletionTokens { get; set; }

    /// <summary>Settled calls.</summary>
    public long Calls { get; set; }

    /// <summary>Slices granted and not given back, by id.</summary>
    public Dictionary<string, LlmCeilingSlice> Slices { get; set; } = [];

    /// <summary>What a newer release put here.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>A slice that is out.</summary>
internal sealed class LlmCeilingSlice
{
    /// <summary>The process that has it.</summary>
    public string Silo { get; set; } = "";

    /// <summary>Granted.</summary>
    public long MicroDollars { get; set; }

    /// <summary>Granted tokens.</summary>
    public long Tokens { get; set; }

    /// <summary>When it may no longer be spent from, in milliseconds since 1970 UTC by the ceiling's clock.</summary>
    public long ExpiresMs { get; set; }

    /// <summary>Reported so far.</summary>
    public long SpentMicroDollars { get; set; }

    /// <summary>Reported so far.</summary>
    public long PromptTokens { get; set; }

    /// <summary>Reported so far.</summary>
    public long CompletionTokens { get; set; }

    /// <summary>Reported so far.</summary>
    public long Calls { get; set; }

    /// <summary>What a newer release put here.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
