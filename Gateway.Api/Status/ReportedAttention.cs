using Orleans;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Alerts;

namespace PuppetEngine.Gateway.Api.Status;

/// <summary>What grains reported themselves, as accounts that stopped.</summary>
internal sealed class ReportedAttention(IGrainFactory grains) : IAttentionSource
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<AttentionItem>> ReadAsync(CancellationToken cancellationToken) =>
        [.. (await grains.GetGrain<IAttentionGrain>("attention").List()).Select(entry => new AttentionItem(entry.Code, entry.Detail, entry.Command, entry.Subject))];
}
