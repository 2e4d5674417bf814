namespace PuppetEngine.LocalRuntime.Copying;

/// <summary>Copies values of one type as they would come out at the other end of a wire.</summary>
internal abstract class Copier
{
    /// <summary>True where the value itself may be handed over, because nobody can change it.</summary>
    internal virtual bool IsFree => false;

    /// <summary>A copy; what occurs twice in the original occurs twice in the copy.</summary>
    internal abstract object Copy(object value, CopyContext context);

    /// <summary>As <see cref="Copy"/>, for values that may be null.</summary>
    internal object? CopyOrNull(object? value, CopyContext context) => value is null || IsFree ? value : Copy(value, context);
}

/// <summary>Hands the value over.</summary>
internal sealed class FreeCopier : Copier
{
    internal override bool IsFree => true;

    internal override object Copy(object value, CopyContext context) => value;
}

/// <summary>Copies by the value's own type, where the declared one may be a base of it.</summary>
internal sealed class RuntimeTypeCopier : Copier
{
    internal override object Copy(object value, CopyContext context) => WireTypes.CopierOf(value.GetType()).Copy(value, context);
}
