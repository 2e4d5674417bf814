namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>Wakes one request that waits for one effect.</summary>
internal sealed class EffectListener(string effectId, Action<EffectListener> onDispose) : IDisposable
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The effect.</summary>
    public string EffectId { get; } = effectId;

    /// <summary>Ends at the next event of the effect after this call.</summary>
    public Task NextAsync()
    {
        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            var current = Volatile.Read(ref _next);
            if (!current.Task.IsCompleted)
            {
                return current.Task;
            }

            if (Interlocked.CompareExchange(ref _next, fresh, current) == current)
            {
                return fresh.Task;
            }
        }
    }

    /// <summary>Wakes the waiting request.</summary>
    public void Wake() => Volatile.Read(ref _next).TrySetResult();

    /// <inheritdoc />
    public void Dispose() => onDispose(this);
}
