using PuppetEngine.LocalRuntime.Grains;

namespace Orleans.Runtime;

/// <summary>A grain as an address, of no interface yet: <c>AsReference</c> gives one.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    internal GrainReference(LocalSilo silo, GrainId grainId)
    {
        Silo = silo;
        GrainId = grainId;
    }

    /// <summary>The grain's id.</summary>
    public GrainId GrainId { get; }

    internal LocalSilo Silo { get; }

    /// <summary>A hash that is the same on every machine and in every process.</summary>
    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    /// <inheritdoc />
    public bool Equals(GrainReference? other) => other is not null && GrainId == other.GrainId;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc />
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => $"GrainReference:{GrainId}";
}
