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
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
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
}
