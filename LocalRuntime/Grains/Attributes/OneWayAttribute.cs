namespace Orleans.Concurrency;

/// <summary>A call of this interface method has no answer: the caller goes on at once and a failure is lost to it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
