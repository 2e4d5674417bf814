using System.Collections.Concurrent;
using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Calls;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>The activations of a silo. For each id there is one, or one pool of stateless workers.</summary>
internal sealed class Catalog(LocalSilo silo, GrainClasses classes) : IActivationOwner
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ConcurrentDictionary<GrainId, WorkerPool> _pools = new();

    /// <summary>Number of activations.</summary>
    internal int Count => _activations.Count + _pools.Values.Sum(p => p.Count);

    /// <summary>All activations.</summary>
    internal IEnumerable<Activation> Activations => _activations.Values.Concat(_pools.Values.SelectMany(p => p.Activations));

    /// <summary>Hands a call to the grain's activation, making one where there is none.</summary>
    internal void Deliver(GrainId id, Call call)
    {
        if (_activations.TryGetValue(id, out var activation) && activation.TryReceive(call))
        {
            return;
        }

        var grainClass = classes.Of(id.Type);
        if (grainClass.MaxWorkers > 0)
        {
            _pools.GetOrAdd(id, static (key, made) => new WorkerPool(made.Silo, made.Class, key), (Silo: silo, Class: grainClass)).Deliver(call);
            return;
        }

        while (true)
        {
            activation = _activations.GetOrAdd(id, static (key, made) => new Activation(made.Silo, made.Class, key, made.Owner), (Silo: silo, Class: grainClass, Owner: this));
            if (activation.TryReceive(call))
            {
                return;
            }

            Ended(activation);
        }
    }

    public void Ended(Activation activation) => _activations.TryRemove(new KeyValuePair<GrainId, Activation>(activation.GrainId, activation));
}
