using Microsoft.Extensions.Options;
using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>Reads the feed of all agents once per gateway, by cursor, whatever number of subscribers there is.</summary>
internal sealed partial class FeedPump(IGrainFactory grains, FeedHub hub, TimeProvider time, IOptions<GatewayOptions> options, ILogger<FeedPump> logger) : BackgroundService
{
    private const int PageSize = 200;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        hub.Complete();
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? cursor = null;
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = options.Value.FeedInterval;
            try
            {
                // A little of the past is kept too, so that a browser can resume across a restart of this process.
                cursor ??= await BeginAsync();
                var page = await grains.Journal().ReadFeed(cursor.Value, PageSize);
                if (page.Items.Count > 0)
                {
                    hub.Publish(await DescribeAsync(page.Items));
                    cursor = page.Items[^1].FeedPosition;
                    pause = page.Items.Count < PageSize ? pause : TimeSpan.Zero;
                }

                failing = failing && LogBackAndClear();
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The cluster is away: it is said once, and tried again until it is back.
                if (!failing)
                {
                    LogAway(error.GetType().Name);
                }

                failing = true;
                pause = AfterFailure;
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<long> BeginAsync()
    {
        var totals = await grains.Catalog().GetTotals();
        var begin = Math.Max(0, totals.FeedPosition - FeedHub.Kept);
        hub.Begin(begin);
        return begin;
    }

    private async Task<IReadOnlyList<FeedEvent>> DescribeAsync(List<JournalRow> rows)
    {
        var effects = new Dictionary<string, EffectResource>(StringComparer.Ordinal);
        if (hub.HasSubscribers)
        {
            var wanted = rows.Where(row => row.Kind is JournalKinds.Ended or JournalKinds.Held && row.EffectId.Length > 0).Select(row => row.EffectId).Distinct(StringComparer.Ordinal);
            foreach (var found in await Task.WhenAll(wanted.Select(id => grains.Catalog().FindEffect(id))))
            {
                if (found is not null)
                {
                    effects[found.EffectId] = EffectResource.From(found);
                }
            }
        }

        return [.. rows.Select(row => new FeedEvent(
            row.FeedPosition, row.AgentId, row.Seq, DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs), row.Kind, row.EffectId, row.Summary,
            row.Kind is JournalKinds.Ended or JournalKinds.Held ? effects.GetValueOrDefault(row.EffectId) : null))];
    }

    private bool LogBackAndClear()
    {
        LogBack();
        return false;
    }
}
