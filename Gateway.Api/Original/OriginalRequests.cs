using System.Text.Json;
using System.Text.Json.Serialization;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>The original's request for a post. Fields it does not know are passed over, as it did.</summary>
/// <param name="Topic">What to write about; the agent chooses without it.</param>
/// <param name="ThreadLength">Parts of a thread.</param>
/// <param name="Force">Skips the interval, never policy or budgets.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record OriginalPostRequest(
    [property: JsonPropertyName("topic")] string? Topic = null, [property: JsonPropertyName("threadLength")] int? ThreadLength = null, [property: JsonPropertyName("force")] bool Force = false);

/// <summary>The original's request for a reply.</summary>
/// <param name="TweetId">The post that is answered.</param>
/// <param name="Content">Its text; it is read anew.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record OriginalReplyRequest([property: JsonPropertyName("tweetId")] string? TweetId = null, [property: JsonPropertyName("content")] string? Content = null);

/// <summary>The original's shift of a mood; what is left out does not move.</summary>
/// <param name="ValenceShift">-1 to 1.</param>
/// <param name="ArousalShift">-1 to 1.</param>
/// <param name="DominanceShift">-1 to 1.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record OriginalMoodRequest(
    [property: JsonPropertyName("valenceShift")] double? ValenceShift = null, [property: JsonPropertyName("arousalShift")] double? ArousalShift = null,
    [property: JsonPropertyName("dominanceShift")] double? DominanceShift = null);

/// <summary>The original's memory to add.</summary>
/// <param name="Content">The text.</param>
/// <param name="Type">One of the original's types. Default: <c>general</c>.</param>
/// <param name="Importance">0 to 1. Default: 0.5.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record OriginalMemoryRequest(
    [property: JsonPropertyName("content")] string? Content = null, [property: JsonPropertyName("type")] string? Type = null, [property: JsonPropertyName("importance")] double? Importance = null);

/// <summary>The original's event.</summary>
/// <param name="Type">The type.</param>
/// <param name="Data">What happens.</param>
/// <param name="TargetAgentIds">Whom it reaches; all without it.</param>
/// <param name="Priority"><c>low</c>, <c>normal</c>, <c>high</c> or <c>critical</c>.</param>
/// <param name="Delay">How long from now, in milliseconds.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record OriginalEventRequest(
    [property: JsonPropertyName("type")] string? Type = null, [property: JsonPropertyName("data")] JsonElement? Data = null,
    [property: JsonPropertyName("targetAgentIds")] IReadOnlyList<string>? TargetAgentIds = null, [property: JsonPropertyName("priority")] string? Priority = null,
    [property: JsonPropertyName("delay")] double? Delay = null);

/// <summary>What a change of an agent's configuration did, as the original's documents named it.</summary>
/// <param name="UpdatedFields">The changed fields, as in <c>style_guide.voice</c>.</param>
/// <param name="RestartRequired">Always false: it is in force at once.</param>
/// <param name="Pending">Fields whose loosening waits for an administrator.</param>
internal sealed record OriginalConfigChange(
    [property: JsonPropertyName("updated_fields")] IReadOnlyList<string> UpdatedFields, [property: JsonPropertyName("restart_required")] bool RestartRequired, [property: JsonPropertyName("pending")] IReadOnlyList<string> Pending);

/// <summary>An agent whose turns were stopped and started again.</summary>
internal sealed record OriginalRestart([property: JsonPropertyName("agent_id")] string AgentId, [property: JsonPropertyName("status")] string Status);

/// <summary>Settings in force that are no secrets.</summary>
internal sealed record OriginalConfig(
    [property: JsonPropertyName("actor_runtime")] string ActorRuntime, [property: JsonPropertyName("worlds")] IReadOnlyDictionary<string, string> Worlds,
    [property: JsonPropertyName("rate_limit")] OriginalRateLimit RateLimit, [property: JsonPropertyName("cors_origins")] IReadOnlyList<string> CorsOrigins);

/// <summary>Requests of one key.</summary>
internal sealed record OriginalRateLimit([property: JsonPropertyName("per_minute")] int PerMinute, [property: JsonPropertyName("burst")] int Burst);
