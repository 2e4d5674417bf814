using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Alerts;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Alerts;

/// <summary>Stores each change before it is told; a failed write ends the activation, because memory may not be what is stored.</summary>
[GrainType("attention")]
internal sealed class AttentionGrain(
    IGrainContext context, [PersistentState("attention", "Default")] IPersistentState<AttentionState> state, IAlertSender sender, TimeProvider time) : IAttentionGrain, IGrainBase
{
    /// <summary>Reports kept at most; a flood of them is one failure too many to list.</summary>
    private const int MaxRaised = 1_000;

    /// <summary>Notices sent in one look; the rest goes with the next.</summary>
    private const int SentAtOnce = 8;

    private readonly MergedWrite _write = new(state.WriteStateAsync);
    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private List<AttentionEntry> _listed = [];

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public Task OnActivateAsync(CancellationToken token)
    {
        _listed = [.. state.State.Raised];
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Raise(AttentionEntry entry) => state.State.Raised.Contains(entry)
        ? Task.CompletedTask
        : StoreAsync(s => s.Raised = [.. s.Raised.Where(e => e.Key != entry.Key).TakeLast(MaxRaised - 1), entry]);

    /// <inheritdoc/>
    public Task Clear(string code, string subject) => state.State.Raised.Exists(e => e.Code == code && e.Subject == subject)
        ? StoreAsync(s => s.Raised = [.. s.Raised.Where(e => e.Code != code || e.Subject != subject)])
        : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<List<AttentionEntry>> List() => Task.FromResult<List<AttentionEntry>>([.. _listed.Where(e => e.Until is null || time.GetUtcNow() < e.Until)]);

    /// <inheritdoc/>
    public async Task Observe(List<AttentionEntry> standing)
    {
        var looked = AlertBook.Look(state.State.Alerts, standing, _seen, time.GetUtcNow());
        if (looked != state.State.Alerts)
        {
            await StoreAsync(s => s.Alerts = looked);
        }

        for (var sent = 0; sent < SentAtOnce && AlertBook.Next(state.State.Alerts, time.GetUtcNow()) is var (of, notice); sent++)
        {
            if (!await sender.SendAsync(notice, CancellationToken.None))
            {
                return;
            }

            await StoreAsync(s => s.Alerts = AlertBook.Delivered(s.Alerts, of));
        }
    }

    private async Task StoreAsync(Action<AttentionState> change)
    {
        change(state.State);
        try
        {
            await _write.WriteAsync();
        }
        catch
        {
            this.DeactivateOnIdle();
            throw;
        }

        _listed = [.. state.State.Raised];
    }
}
