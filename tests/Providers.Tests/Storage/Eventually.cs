using System.Diagnostics;

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>
/// Asks again until an answer holds. On PostgreSQL the feed stops before the oldest transaction of the whole server, and other tests
/// write into other databases of it meanwhile.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal static async Task<T> Holds<T>(Func<Task<T>> ask, Func<T, bool> holds, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (holds(answer))
            {
                return answer;
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"{what} did not hold within {Patience}.");
            await Task.Yield();
        }
    }
}
