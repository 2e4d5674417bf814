namespace PuppetEngine.Engine.Alerts;

/// <summary>Tells people outside.</summary>
public interface IAlertSender
{
    /// <summary>Sends one notice, within seconds; may be given the same one again.</summary>
    /// <returns>Whether the receiver took it; where it did not, it is offered again later.</returns>
    Task<bool> SendAsync(AlertNotice notice, CancellationToken cancellationToken);
}
