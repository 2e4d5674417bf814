namespace PuppetEngine.LocalRuntime.Calls;

/// <summary>
/// Which calls of one activation run, which wait, and which may start: one that does not interleave has the activation for itself,
/// read-only ones share it with their like. A part of the activation, guarded by its lock.
/// </summary>
/// <param name="isReentrant">Every call interleaves.</param>
internal struct CallAdmission(bool isReentrant)
{
    private readonly bool _isReentrant = isReentrant;
    private List<Call>? _waiting;
    private int _running;
    private int _blocking;
    private bool _blockingAreReadOnly;
    private int _passing;

    /// <summary>Calls that run.</summary>
    internal readonly int Running => _running;

    /// <summary>Calls that run or wait.</summary>
    internal readonly int Load => _running + (_waiting?.Count ?? 0);

    /// <summary>Starts a call, if it may start now.</summary>
    internal bool TryStart(Call call)
    {
        if (_blocking > 0 && !Interleaves(call) && !(call.IsReadOnly && _blockingAreReadOnly))
        {
            return false;
        }

        _running++;
        if (!Interleaves(call))
        {
            _blocking++;
            _blockingAreReadOnly = call.IsReadOnly;
        }

        return true;
    }

    /// <summary>Puts a call behind those that wait.</summary>
    internal void Wait(Call call)
    {
        (_waiting ??= []).Add(call);
        _passing += MayPass(call) ? 1 : 0;
    }

    /// <summary>A call has ended.</summary>
    internal void End(Call call)
    {
        _running--;
        if (!Interleaves(call))
        {
            _blocking--;
        }
    }

    /// <summary>Starts the first of the waiting calls that may start; null when none may. Those that nobody waits for are dropped.</summary>
    internal Call? StartNext()
    {
        // Where none that waits could pass the one that runs, a long queue is not searched in vain.
        for (var i = 0; i < _waiting?.Count && (_blocking == 0 || _passing > 0);)
        {
            var call = _waiting[i];
            var isAbandoned = call.IsAbandoned;
            if (!isAbandoned && !TryStart(call))
            {
                i++;
                continue;
            }

            _waiting.RemoveAt(i);
            _passing -= MayPass(call) ? 1 : 0;
            if (!isAbandoned)
            {
                return call;
            }
        }

        if (_waiting is { Count: 0 })
        {
            _waiting = null;
        }

        return null;
    }

    /// <summary>Takes the waiting calls away.</summary>
    internal List<Call> TakeWaiting()
    {
        var waiting = _waiting ?? [];
        _waiting = null;
        _passing = 0;
        return waiting;
    }

    private readonly bool MayPass(Call call) => call.IsReadOnly || Interleaves(call);

    private readonly bool Interleaves(Call call) => _isReentrant || call.Interleaves;
}
