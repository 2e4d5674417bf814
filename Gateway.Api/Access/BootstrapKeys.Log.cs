namespace PuppetEngine.Gateway.Api.Access;

internal sealed partial class BootstrapKeys
{
    [LoggerMessage(1, LogLevel.Information, "The key of PUPPET_API_KEY is now the admin key 'environment'")]
    private partial void LogGiven();
}
