namespace Orleans.Concurrency;

/// <summary>Every call of this grain class may interleave with every other at awaits.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
