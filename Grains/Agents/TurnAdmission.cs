using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Agents.Turns;

namespace PuppetEngine.Grains.Agents;

/// <summary>Bounds the turns that one silo works on at once, so that a wave of late agents meets the vendors as a queue, not as a burst.</summary>
internal sealed class TurnAdmission(IOptions<TurnOptions> options)
{
    private readonly SemaphoreSlim _places = new(options.Value.MaxConcurrentTurns, options.Value.MaxConcurrentTurns);

    /// <summary>Whether a turn that asks now need not wait, as far as anybody can say.</summary>
    public bool HasRoom => _places.CurrentCount > 0;

    /// <summary>Waits for a place; dispose what it answers to give it back.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        return new Place(_places);
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
