using PuppetEngine.Engine.Access;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Tests.TestHost;

/// <summary>The kill switch's row, counted while it is read: the clock must not move on meanwhile.</summary>
public sealed class GaugedKillSwitch(IKillSwitch inner, OutsideGauge gauge) : IKillSwitch
{
    public async ValueTask<KillSwitchState> ReadAsync(CancellationToken cancellationToken) =>
        await gauge.CountAsync(() => inner.ReadAsync(cancellationToken).AsTask());

    public Task<KillSwitchState> SetAsync(string target, bool stopped, string reason, CancellationToken cancellationToken) =>
        gauge.CountAsync(() => inner.SetAsync(target, stopped, reason, cancellationToken));
}

/// <summary>The secret store, counted while it is used.</summary>
public sealed class GaugedSecretStore(ISecretStore inner, OutsideGauge gauge) : ISecretStore
{
    public Task<string?> GetAsync(string name, CancellationToken cancellationToken) => gauge.CountAsync(() => inner.GetAsync(name, cancellationToken));

    public Task PutAsync(string name, string value, CancellationToken cancellationToken) => gauge.CountAsync(async () =>
    {
        await inner.PutAsync(name, value, cancellationToken);
        return true;
    });

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => gauge.CountAsync(() => inner.DeleteAsync(name, cancellationToken));

    public Task<List<string>> ListNamesAsync(string prefix, CancellationToken cancellationToken) => gauge.CountAsync(() => inner.ListNamesAsync(prefix, cancellationToken));

    public Task<List<StoredSecret>> ReadPageAsync(string after, int limit, CancellationToken cancellationToken) => gauge.CountAsync(() => inner.ReadPageAsync(after, limit, cancellationToken));
}
