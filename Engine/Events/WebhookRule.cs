using System.Text.Json;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Engine.Events;

/// <summary>What becomes of the deliveries to one webhook.</summary>
public sealed class WebhookRule
{
    /// <summary>The type of its events; empty to take the body's own <c>type</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary>Whom they reach, by id; empty for all, or for all with the tag.</summary>
    public List<string> Agents { get; set; } = [];

    /// <summary>Only agents with this tag; empty for no such bound.</summary>
    public string Tag { get; set; } = "";

    /// <summary>Which of two that are due is told first.</summary>
    public EventPriority Priority { get; set; } = EventPriority.Normal;

    /// <summary>
    /// The draft of a delivery. A body of the Standard Webhooks shape (<c>type</c>, <c>data</c>) gives its data; any other object is the data.
    /// Whom it reaches and how urgent it is says the configuration, never the body.
    /// </summary>
    /// <returns>The draft, or what is wrong with the body.</returns>
    public (EventDraft? Draft, string Problem) Read(string webhook, string deliveryId, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, "The body must be a JSON object.");
            }

            var hasType = root.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String;
            var hasShape = root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && hasType;
            return (new EventDraft
            {
                Cause = deliveryId,
                Source = EventSources.Of(EventSources.Webhook, webhook),
                Type = Type.Length > 0 ? Type : hasShape ? type.GetString()! : $"webhook.{webhook}",
                Data = (hasShape ? data : root).GetRawText(),
                Priority = Priority,
                Targets = [.. Agents],
                Tag = Tag.Length > 0 ? Tag : null,
            }, "");
        }
        catch (JsonException)
        {
            return (null, "The body is not JSON.");
        }
    }
}
