using Microsoft.Extensions.Logging;

namespace PuppetEngine.Providers.Solana.Jupiter;

internal sealed partial class JupiterTransport
{
    [LoggerMessage(1, LogLevel.Warning, "Jupiter gave no answer to {Method} {Path}: {Problem} {Code}")]
    private static partial void LogFailed(ILogger logger, string method, string path, JupiterProblem problem, string code);
}
