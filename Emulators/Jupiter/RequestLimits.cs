namespace PuppetEngine.Emulators.Jupiter;

/// <summary>How a caller stands in its window.</summary>
/// <param name="Remaining">Requests left; negative where there were too many.</param>
/// <param name="Current">Requests in the window.</param>
/// <param name="Reset">When the oldest of them leaves it.</param>
internal readonly record struct LimitUsage(int Remaining, int Current, DateTimeOffset Reset);

/// <summary>
/// Requests of each caller in a window of a minute that slides; the execute endpoint has one of its own. A request that is refused
/// counts no further.
/// </summary>
internal sealed class RequestLimits(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, bool), Queue<DateTimeOffset>> _requests = [];

    public LimitUsage Count(string caller, string tier, bool isExecute)
    {
        var most = (int)(60 * (isExecute ? JupiterEmulatorOptions.ExecutePerSecond(tier) : JupiterEmulatorOptions.Tiers[tier]));
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (!_requests.TryGetValue((caller, isExecute), out var queue))
            {
                _requests.Add((caller, isExecute), queue = new());
            }

            while (queue.TryPeek(out var oldest) && oldest + Window <= now)
            {
                queue.Dequeue();
            }

            var fits = queue.Count < most;
            if (fits)
            {
                queue.Enqueue(now);
            }

            return new LimitUsage(fits ? most - queue.Count : -1, queue.Count, queue.Peek() + Window);
        }
    }
}
