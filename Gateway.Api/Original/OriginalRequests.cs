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
