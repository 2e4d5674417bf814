namespace PuppetEngine.Engine.Alerts;

/// <summary>Nobody is to be told: no webhook is configured.</summary>
public sealed class NoAlerts : IAlertSender
{
    /// <summary>The one instance.</summary>
    public static readonly NoAlerts Instance = new();

    /// <inheritdoc/>
    public Task<bool> SendAsync(AlertNotice notice, CancellationToken cancellationToken) => Task.FromResult(true);
}
