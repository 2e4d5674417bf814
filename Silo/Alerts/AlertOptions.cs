namespace PuppetEngine.Silo.Alerts;

/// <summary>Where people are told what waits for them. Section <c>Puppet:Alerts</c>.</summary>
public sealed class AlertOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Puppet:Alerts";

    /// <summary>Where notices are posted as JSON; may hold a token, and is never logged. Default: none, and nobody is told.</summary>
    public string Webhook { get; set; } = "";

    /// <summary>How often it is looked what waits. Default: 15 seconds.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one delivery may take, with its connection. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
