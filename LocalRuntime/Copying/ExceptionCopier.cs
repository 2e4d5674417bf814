using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace PuppetEngine.LocalRuntime.Copying;

/// <summary>Copies an exception that says how it travels: type, message, cause and trace, and its members with an id.</summary>
internal sealed class ExceptionCopier(Type type, MembersCopier members) : Copier
{
    internal override object Copy(object value, CopyContext context)
    {
        if (context.TryGet(value, out var known))
        {
            return known;
        }

        var original = (Exception)value;
        var copy = (Exception)RuntimeHelpers.GetUninitializedObject(type);
        context.Record(original, copy);
        Message(copy) = original.Message;
        InnerException(copy) = original.InnerException is { } inner ? (Exception)WireTypes.CopierOf(inner.GetType()).Copy(inner, context) : null;
        copy.HResult = original.HResult;
        copy.Source = original.Source;
        members.CopyInto(original, copy, context);
        return original.StackTrace is { } trace ? ExceptionDispatchInfo.SetRemoteStackTrace(copy, trace) : copy;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? Message(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? InnerException(Exception exception);
}
