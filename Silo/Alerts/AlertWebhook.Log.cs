namespace PuppetEngine.Silo.Alerts;

internal sealed partial class AlertWebhook
{
    [LoggerMessage(EventId = 5201, Level = LogLevel.Warning, Message = "The alerts webhook answered {Status}; the notice about {Code} is offered again. Check Puppet:Alerts:Webhook.")]
    private partial void LogRefused(int status, string code);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Warning, Message = "The alerts webhook cannot be reached ({Failure}); the notice about {Code} is offered again. Check Puppet:Alerts:Webhook.")]
    private partial void LogUnreachable(string failure, string code);
}
