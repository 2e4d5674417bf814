using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Calls;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>The activations of one stateless worker: an idle one takes the call, else a new one, else the one with the least to do.</summary>
internal sealed class WorkerPool(LocalSilo silo, GrainClass grainClass, GrainId id) : IActivationOwner
{
    private readonly Lock _gate = new();
    private readonly List<Activation> _workers = [];

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _workers.Count;
            }
        }
    }

    internal List<Activation> Activations
    {
        get
        {
            lock (_gate)
            {
                return [.. _workers];
            }
        }
    }

    internal void Deliver(Call call)
    {
        lock (_gate)
        {
            while (!Choose().TryReceive(call))
            {
                _workers.RemoveAll(w => w.IsEnded);
            }
        }
    }

    public void Ended(Activation activation)
    {
        lock (_gate)
        {
            _workers.Remove(activation);
        }
    }

    private Activation Choose()
    {
        if (_workers.Find(w => w.IsInactive) is { } idle)
        {
            return idle;
        }

        if (_workers.Count >= grainClass.MaxWorkers)
        {
            return _workers.MinBy(w => w.Load)!;
        }

        var worker = new Activation(silo, grainClass, id, this);
        _workers.Add(worker);
        return worker;
    }
}
