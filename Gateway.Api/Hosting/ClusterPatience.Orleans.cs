using Microsoft.Extensions.Options;
using Orleans;
using Terminal = System.Console;

namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>
/// Waits for a silo while a gateway of its own process starts: both may be started at once. After <see cref="GatewayOptions.ConnectTimeout"/> it
/// gives up with the sentence for the person who started it.
/// </summary>
internal sealed class ClusterPatience(IConfiguration configuration, IOptions<GatewayOptions> options, TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // The later ones say no more than that it was tried a moment ago.
    private Exception? _first;
    private long _since;

    /// <inheritdoc />
    /// <exception cref="GatewayStartException">No silo answered in time.</exception>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        var patience = options.Value.ConnectTimeout;
        if (_first is null)
        {
            _first = exception;
            _since = time.GetTimestamp();
            Terminal.WriteLine(FormattableString.Invariant($"Waiting up to {patience.TotalSeconds:0} seconds for {ClusterConnection.Describe(configuration)} …"));
        }

        var left = patience - time.GetElapsedTime(_since);
        if (left <= TimeSpan.Zero)
        {
            throw new GatewayStartException(ClusterConnection.Unreachable(configuration, patience, _first), exception);
        }

        await Task.Delay(left < Pause ? left : Pause, time, cancellationToken);
        return true;
    }
}
