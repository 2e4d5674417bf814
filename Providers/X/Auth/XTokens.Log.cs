using Microsoft.Extensions.Logging;

namespace PuppetEngine.Providers.X.Auth;

internal sealed partial class XTokens
{
    [LoggerMessage(1, LogLevel.Error, "The login of {Account} has ended: X refused its refresh token")]
    private static partial void LogSpent(ILogger logger, string account);

    [LoggerMessage(2, LogLevel.Error, "The renewed token of {Account} could not be stored; it is kept in memory and not used")]
    private static partial void LogNotStored(ILogger logger, string account, Exception failure);
}
