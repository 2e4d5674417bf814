using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Gateway.Api.Hosting;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Holds everything back where signed heads are newer than the database: what was sent after the backup would be sent again. An operator
/// accepts with <c>puppet up --accept-restore</c>.
/// </summary>
internal sealed partial class RestoreHold(RestoreGuard guard, IConfiguration configuration, ILogger<RestoreHold> logger) : IHostedService, IActingGuard, IAttentionSource
{
    private RestoreVerdict _verdict = RestoreVerdict.Clear;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _verdict = await guard.CheckAsync(cancellationToken);
        if (_verdict.Held && configuration.GetValue<bool>("Puppet:Storage:AcceptRestore"))
        {
            await guard.AcceptAsync(cancellationToken);
            LogAccepted(string.Join(" ", _verdict.Findings));
            _verdict = RestoreVerdict.Clear;
        }
        else if (_verdict.Held)
        {
            LogHeld(string.Join(" ", _verdict.Findings));
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public string? Refusal(string world) => _verdict.Held ? "The database is older than the signed journal heads. Look what was sent since, then start once with --accept-restore." : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<AttentionItem>> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AttentionItem>>(_verdict.Held
            ? [new AttentionItem("restore_held", string.Join(" ", _verdict.Findings), "./puppet up --accept-restore")]
            : []);
}
