namespace Orleans;

/// <summary>A type that may travel: its members with <see cref="IdAttribute"/> are copied, and, in a record, its positional parameters.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether positional parameters travel. Default: true for records, false for other types.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }
}
