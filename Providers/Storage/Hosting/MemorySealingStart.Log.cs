using Microsoft.Extensions.Logging;

namespace PuppetEngine.Providers.Storage.Hosting;

internal sealed partial class MemorySealingStart
{
    [LoggerMessage(1, LogLevel.Information, "{Count} texts, vectors and blocks of memories were sealed under the present key.")]
    private partial void LogSealed(long count);

    [LoggerMessage(2, LogLevel.Error, "Not all memories could be sealed under the present key. Mend what the failure names and start again.")]
    private partial void LogNotSealed(Exception exception);
}
