using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>A request to a webhook, as it came.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Events.WebhookDelivery")]
public sealed record WebhookDelivery
{
    /// <summary>The header with the delivery's id, which a repetition has again.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the seconds since 1970 UTC.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with one or more signatures, divided by spaces, so that a secret can be changed without a gap.</summary>
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The webhook's name in the configuration.</summary>
    [Id(0)] public required string Webhook { get; init; }

    /// <summary>The value of <see cref="IdHeader"/>; null when it is missing.</summary>
    [Id(1)] public string? Id { get; init; }

    /// <summary>The value of <see cref="TimestampHeader"/>; null when it is missing.</summary>
    [Id(2)] public string? Timestamp { get; init; }

    /// <summary>The value of <see cref="SignatureHeader"/>; null when it is missing.</summary>
    [Id(3)] public string? Signature { get; init; }

    /// <summary>The body's bytes.</summary>
    [Id(4)] public required byte[] Body { get; init; }
}
