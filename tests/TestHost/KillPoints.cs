namespace PuppetEngine.Tests.TestHost;

/// <summary>
/// Every await of a turn on storage or network passes here, by name, before and after. At a chosen visit the process dies: the await
/// never ends, and nothing of that process runs on.
/// </summary>
public sealed class KillPoints
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _visits = [];
    private string? _point;
    private int _left;
    private TaskCompletionSource<string> _died = New();
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

    /// <summary>How often the process died at each point.</summary>
    public Dictionary<string, int> Kills { get; } = [];

    /// <summary>Completes with the point's name when the process dies.</summary>
    public Task<string> Died => _died.Task;

    /// <summary>Begins another process, which dies at a visit (from 1) of a point, or never.</summary>
    public void Begin(string? point, int visit)
    {
        lock (_gate)
        {
            (_point, _left) = (point, visit);
            _died = New();
            _dead = false;
        }
    }

    /// <summary>Passes a point on an asynchronous path.</summary>
    public Task PassAsync(string name) => Passes(name) ? Task.CompletedTask : Never;

    private bool Passes(string name)
    {
        lock (_gate)
        {
            if (_dead)
            {
                return false;
            }

            _visits[name] = _visits.GetValueOrDefault(name) + 1;
            if (name != _point || --_left > 0)
            {
                return true;
            }

            _dead = true;
            Kills[name] = Kills.GetValueOrDefault(name) + 1;
            _died.TrySetResult(name);
            return false;
        }
    }

    private static TaskCompletionSource<string> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
