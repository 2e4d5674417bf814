using System.Text.Json.Serialization;
using Orleans;

namespace PuppetEngine.Grains.Abstractions.Alerts;

/// <summary>A failure that only a person can mend.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Alerts.AttentionEntry")]
public sealed record AttentionEntry
{
    /// <summary>A stable code, as in <c>account_stopped</c>.</summary>
    [Id(0)] public required string Code { get; init; }

    /// <summary>What it is about: an account, an agent, a file; empty for the whole deployment. With the code it names the failure.</summary>
    [Id(1)] public string Subject { get; init; } = "";

    /// <summary>What is the matter, in words, free of secrets.</summary>
    [Id(2)] public required string Detail { get; init; }

    /// <summary>The one command that mends it.</summary>
    [Id(3)] public required string Command { get; init; }

    /// <summary>When it ends by itself; null when only a person ends it.</summary>
    [Id(4)] public DateTimeOffset? Until { get; init; }

    /// <summary>Code and subject: what makes two reports one failure.</summary>
    [JsonIgnore]
    public string Key => $"{Code}:{Subject}";
}
