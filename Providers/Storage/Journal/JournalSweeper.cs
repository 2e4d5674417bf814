using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Journal;

/// <summary>Sweeps the journal's payloads every hour, as <see cref="JournalRetentionOptions"/> says.</summary>
internal sealed partial class JournalSweeper(SqlDatabase database, IOptions<JournalRetentionOptions> options, TimeProvider time, ILogger<JournalSweeper> logger) : BackgroundService
{
    private readonly JournalSweep _sweep = new(database);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var kept = options.Value.InForce();
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await TrySweepAsync(kept, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && stoppingToken.IsCancellationRequested)
        {
            // The end, or within a sweep a host that was disposed of: what is due stays due.
        }
    }

    private async Task TrySweepAsync(IReadOnlyDictionary<string, TimeSpan> kept, CancellationToken stoppingToken)
    {
        try
        {
            if (await _sweep.RunAsync(kept, time.GetUtcNow(), stoppingToken).ConfigureAwait(false) is > 0 and var erased)
            {
                LogErased(erased);
            }
        }
        catch (StorageException e)
        {
            // What is due stays due: the next sweep takes it.
            LogFailed(e);
        }
    }
}
