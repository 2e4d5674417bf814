using PuppetEngine.Engine.Access;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Access;

/// <summary>The kill switch's row. A value is answered again for one second at most; when the row cannot be read, nothing is answered.</summary>
internal sealed class SqlKillSwitch(SqlDatabase database, TimeProvider time) : IKillSwitch
{
    private static readonly TimeSpan MostAge = TimeSpan.FromSeconds(1);

    private sealed record Reading(KillSwitchState State, long At);

    private volatile Reading? _last;

    /// <inheritdoc />
    public ValueTask<KillSwitchState> ReadAsync(CancellationToken cancellationToken) =>
        _last is { } last && time.GetElapsedTime(last.At) < MostAge ? new(last.State) : new(ReadRowAsync(cancellationToken));

    /// <inheritdoc />
    public ValueTask<KillSwitchState> ReadStoredAsync(CancellationToken cancellationToken) => new(ReadRowAsync(cancellationToken));

    /// <inheritdoc />
    public async Task<KillSwitchState> SetAsync(string target, bool stopped, string reason, CancellationToken cancellationToken)
    {
        var parsed = KillSwitchTarget.Parse(target);
        var now = time.GetUtcNow();
        var state = await database.WriteAsync(
            session =>
            {
                var next = parsed.Apply(KillSwitchRow.Read(session, forUpdate: true), stopped, reason, now);
                KillSwitchRow.Write(session, next);
                return next;
            },
            cancellationToken).ConfigureAwait(false);
        _last = new Reading(state, time.GetTimestamp());
        return state;
    }

    private async Task<KillSwitchState> ReadRowAsync(CancellationToken cancellationToken)
    {
        // The age counts from before the read: a slow read must not make the value look younger.
        var at = time.GetTimestamp();
        var state = await database.ReadAsync(session => KillSwitchRow.Read(session, forUpdate: false), cancellationToken).ConfigureAwait(false);
        if (_last is not { } last || last.State.Epoch <= state.Epoch)
        {
            _last = new Reading(state, at);
        }

        return state;
    }
}
