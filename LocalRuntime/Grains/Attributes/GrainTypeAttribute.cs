namespace Orleans;

/// <summary>Pins the type part of a grain class's ids; stored reminders carry it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    /// <summary>The type.</summary>
    internal string GrainType { get; } = grainType;
}
