using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Journal;

namespace PuppetEngine.Providers.Storage.Journal;

/// <summary>Signs the heads of the chains that moved, every five minutes and at a clean stop. Each silo keeps a file of its own.</summary>
internal sealed partial class JournalHeadSigner(
    IJournalHeads heads, ISignedHeadLog log, RestoreGuard guard, IOptions<StorageOptions> options, TimeProvider time, ILogger<JournalHeadSigner> logger) : BackgroundService
{
    /// <summary>Rows looked at for one line; what is beyond goes into the next line at once.</summary>
    private const int MostRows = 5_000;

    /// <summary>Signs what moved since the last line; the number of heads.</summary>
    internal async Task<int> SignAsync(CancellationToken cancellationToken)
    {
        var signed = 0;
        while (true)
        {
            var last = await log.ReadLastAsync(cancellationToken).ConfigureAwait(false);
            var (moved, position) = await heads.ReadMovedAsync(last?.FeedPosition ?? 0, MostRows, cancellationToken).ConfigureAwait(false);
            if (moved.Count == 0)
            {
                return signed;
            }

            await log.AppendAsync(position, accepted: false, moved, cancellationToken).ConfigureAwait(false);
            signed += moved.Count;
        }
    }

    /// <summary>
    /// Signs what moved since the last tick. Here and not where the loop ends: that also ends when the host is disposed of without a stop, as
    /// at a start that failed, and then the file and the tables are being closed.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (ExecuteTask is { IsCompleted: true })
        {
            await TrySignAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.HeadsInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await TrySignAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && stoppingToken.IsCancellationRequested)
        {
            // The end, or within a tick a host that was disposed of: what is not signed is signed at the next start.
        }
    }

    private async Task TrySignAsync(CancellationToken cancellationToken)
    {
        try
        {
            // While a restore waits for an operator, new heads would hide what the old ones tell.
            if ((await guard.CheckAsync(cancellationToken).ConfigureAwait(false)).Held)
            {
                LogHeld();
                return;
            }

            LogSigned(await SignAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The next tick tries again; meanwhile the log says that heads are not signed.
            LogFailed(e);
        }
    }
}
