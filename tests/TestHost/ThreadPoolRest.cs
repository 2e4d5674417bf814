using System.Diagnostics;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.TestHost;

/// <summary>
/// The end of what runs on the pool. An answer on its way back into a silo (through <see cref="Task.WhenAll(Task[])"/>, say) is for a
/// moment on no list but the pool's; a machine that takes the thread away just then makes the moment long, and a clock that moved on in it
/// would make the answer late.
/// </summary>
/// <remarks>Only where tests run one after another: the work of another one would be waited for, too.</remarks>
internal static class ThreadPoolRest
{
    /// <summary>Waits, on the caller's thread, until no other thread of the pool works and nothing waits for one.</summary>
    /// <exception cref="TimeoutException">The pool does not come to rest.</exception>
    public static void Wait()
    {
        var begin = Stopwatch.GetTimestamp();
        for (var spinner = new SpinWait(); !IsAtRest();)
        {
            // Not a yield to the pool: that would itself be work of the pool.
            spinner.SpinOnce(sleep1Threshold: -1);
            if (Stopwatch.GetElapsedTime(begin) > Eventually.Patience)
            {
                throw new TimeoutException($"The thread pool was at work for {Eventually.Patience} while silos were idle. Does a test run beside this one?");
            }
        }
    }

    private static bool IsAtRest()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        var own = Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
        return ThreadPool.PendingWorkItemCount == 0 && most - free <= own;
    }
}
