using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PuppetEngine.Providers.Storage.Memory;

namespace PuppetEngine.Providers.Storage.Hosting;

/// <summary>
/// Seals in the background what encryption found plain, or under an older key. It runs at each start and ends when nothing is left, so
/// that a start does not wait for it; what is not sealed yet stays readable.
/// </summary>
internal sealed partial class MemorySealingStart(MemorySealing sealing, ILogger<MemorySealingStart> logger) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await sealing.SealAsync(stoppingToken).ConfigureAwait(false) is > 0 and var count)
            {
                LogSealed(count);
            }
        }
        catch (StorageException e)
        {
            // The next start goes on; what is plain stays plain until then, and a person must know.
            LogNotSealed(e);
        }
    }
}
