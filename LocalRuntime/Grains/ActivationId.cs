namespace Orleans.Runtime;

/// <summary>Tells one activation of a grain from the next.</summary>
public readonly struct ActivationId : IEquatable<ActivationId>
{
    private readonly Guid _value;

    /// <summary>An id of this value.</summary>
    public ActivationId(Guid key) => _value = key;

    /// <summary>True for the value that names no activation.</summary>
    public bool IsDefault => _value == Guid.Empty;

    /// <summary>A new id.</summary>
    public static ActivationId NewId() => new(Guid.NewGuid());

    /// <inheritdoc />
    public bool Equals(ActivationId other) => _value == other._value;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ActivationId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _value.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => IsDefault ? "@" : $"@{_value:N}";

    /// <summary>Compares two ids.</summary>
    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    /// <summary>Compares two ids.</summary>
    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);
}
