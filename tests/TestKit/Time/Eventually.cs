namespace PuppetEngine.Tests.TestKit.Time;

/// <summary>
/// Waits for what a test can only ask about, because it happens on threads of its own and has no barrier: a server's, another process's.
/// It asks, gives the processor away, and asks again, for as long as nobody would wait who is not stuck.
/// </summary>
public static class Eventually
{
    /// <summary>How long something may hang before a test gives it up: far beyond what a loaded machine needs, so that no outcome depends on its speed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Rhythm = TimeSpan.FromMilliseconds(5);

    /// <summary>Ends when a condition holds.</summary>
    /// <param name="holds">The condition.</param>
    /// <param name="what">In words, for the failure.</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task HoldsAsync(Func<bool> holds, string what) => HoldsAsync(() => Task.FromResult(holds()), held => held, what);

    /// <summary>Ends when an answer is as wanted; the answer.</summary>
    /// <param name="ask">Asks.</param>
    /// <param name="holds">Whether the answer is as wanted.</param>
    /// <param name="what">In words, for the failure.</param>
    /// <exception cref="TimeoutException">It was not in time.</exception>
    public static async Task<T> HoldsAsync<T>(Func<Task<T>> ask, Func<T, bool> holds, string what)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var rhythm = new PeriodicTimer(Rhythm, TimeProvider.System);
        while (true)
        {
            var answer = await ask();
            if (holds(answer))
            {
                return answer;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"{what}: not so within {Patience}. The last answer was: {answer}");
            }

            await rhythm.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
