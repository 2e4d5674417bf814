using System.Globalization;

namespace Orleans;

/// <summary>How long callers of this interface method wait for the answer.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The time; the constructor takes it as <see cref="TimeSpan.Parse(string, IFormatProvider)"/> reads it.</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}
