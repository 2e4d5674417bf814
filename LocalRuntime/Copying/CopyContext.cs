using System.Diagnostics.CodeAnalysis;

namespace PuppetEngine.LocalRuntime.Copying;

/// <summary>What has been copied already in one message, so that shared and circular references stay what they are.</summary>
internal sealed class CopyContext
{
    private object? _original;
    private object? _copy;
    private Dictionary<object, object>? _more;

    internal bool TryGet(object original, [NotNullWhen(true)] out object? copy)
    {
        if (ReferenceEquals(original, _original))
        {
            copy = _copy!;
            return true;
        }

        copy = null;
        return _more?.TryGetValue(original, out copy) ?? false;
    }

    internal void Record(object original, object copy)
    {
        if (_original is null)
        {
            // Most messages hold one object; they need no table.
            (_original, _copy) = (original, copy);
            return;
        }

        (_more ??= new Dictionary<object, object>(ReferenceEqualityComparer.Instance)).TryAdd(original, copy);
    }
}
