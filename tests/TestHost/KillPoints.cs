namespace PuppetEngine.Tests.TestHost;

/// <summary>
/// Every await on storage or network passes here, by name. At a chosen visit the process dies: the await never ends, and nothing of that
/// process runs on. Or it stands still, as a machine does that is paused, and later goes on as if nothing had happened.
/// </summary>
public sealed class KillPoints
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _visits = [];
    private string? _point;
    private int _left;
    private TaskCompletionSource<string> _stopped = New<string>();
    private TaskCompletionSource<bool> _halt = New<bool>();
    private bool _dead;

    /// <summary>What the processes logged as errors.</summary>
    public ErrorLog Errors { get; } = new();

    /// <summary>How often each point was passed, over all processes.</summary>
    public Dictionary<string, int> Visits
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, int>(_visits);
            }
        }
    }

    /// <summary>How often the process died, or stood still, at each point.</summary>
    public Dictionary<string, int> Kills { get; } = [];

    /// <summary>Completes with the point's name when the process dies or stands still.</summary>
    public Task<string> Stopped => _stopped.Task;

    /// <summary>Begins another process, which stops at a visit (from 1) of a point, or never.</summary>
    public void Begin(string? point, int visit)
    {
        lock (_gate)
        {
            (_point, _left) = (point, visit);
            (_stopped, _halt) = (New<string>(), New<bool>());
            _dead = false;
        }
    }

    /// <summary>Stops the process from outside, between two points.</summary>
    public void Stop(string name)
    {
        lock (_gate)
        {
            if (!_dead)
            {
                _dead = true;
                Kills[name] = Kills.GetValueOrDefault(name) + 1;
                _stopped.TrySetResult(name);
            }
        }
    }

    /// <summary>Lets a process that stood still go on, every await of it where it was.</summary>
    public void GoOn()
    {
        TaskCompletionSource<bool> halted;
        lock (_gate)
        {
            (_point, _dead) = (null, false);
            _stopped = New<string>();
            (halted, _halt) = (_halt, New<bool>());
        }

        halted.SetResult(true);
    }

    /// <summary>Passes a point.</summary>
    public Task PassAsync(string name)
    {
        lock (_gate)
        {
            if (!_dead)
            {
                _visits[name] = _visits.GetValueOrDefault(name) + 1;
                if (name != _point || --_left > 0)
                {
                    return Task.CompletedTask;
                }

                Stop(name);
            }

            return _halt.Task;
        }
    }

    /// <summary>Passes the points before a call, while it is on its way, and after its answer came.</summary>
    public async Task<T> AroundAsync<T>(string name, Func<Task<T>> call)
    {
        await PassAsync($"{name}.before");
        var sent = call();
        await PassAsync($"{name}.on-its-way");
        try
        {
            return await sent;
        }
        finally
        {
            await PassAsync($"{name}.after");
        }
    }

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
