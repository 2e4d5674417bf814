namespace Orleans.Concurrency;

/// <summary>A call of this interface method may interleave with other read-only calls only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
