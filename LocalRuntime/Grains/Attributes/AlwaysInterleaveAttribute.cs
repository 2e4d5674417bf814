namespace Orleans.Concurrency;

/// <summary>A call of this interface method may start while any other call of the activation waits.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
