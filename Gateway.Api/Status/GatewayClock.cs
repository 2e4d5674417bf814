namespace PuppetEngine.Gateway.Api.Status;

/// <summary>The gateway's clock, and when it started.</summary>
internal sealed class GatewayClock(TimeProvider time)
{
    /// <summary>When the gateway started.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>Now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();
}
