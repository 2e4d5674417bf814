using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A stored state of a grain, injected by <see cref="PersistentStateAttribute"/> and read before the grain's first call.</summary>
public interface IPersistentState<TState> : IStorage<TState>;

/// <summary>Where a persistent state is stored.</summary>
public interface IPersistentStateConfiguration
{
    /// <summary>Name of the state, unique within the grain type; it is stored.</summary>
    string StateName { get; }

    /// <summary>Name of the storage provider; null for the default one.</summary>
    string? StorageName { get; }
}

/// <summary>Marks a constructor parameter of type <see cref="IPersistentState{TState}"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute, IFacetMetadata, IPersistentStateConfiguration
{
    /// <inheritdoc />
    public string StateName { get; } = stateName;

    /// <inheritdoc />
    public string? StorageName { get; } = storageName;
}
