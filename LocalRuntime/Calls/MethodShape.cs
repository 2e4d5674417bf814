using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Copying;

namespace PuppetEngine.LocalRuntime.Calls;

/// <summary>A method of a grain interface: what its attributes say, how its arguments and its result travel, how it is called.</summary>
internal abstract class MethodShape
{
    private readonly MethodInvoker _invoker;
    private readonly Copier[] _arguments;
    private readonly bool _argumentsAreFree;
    private readonly Copier _result;

    private protected MethodShape(MethodInfo method, Type result)
    {
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        OneWay = method.IsDefined(typeof(OneWayAttribute));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        var parameters = method.GetParameters();
        TokenIndex = Array.FindIndex(parameters, p => p.ParameterType == typeof(CancellationToken));
        _arguments = [.. parameters.Select(p => p.IsDefined(typeof(ImmutableAttribute)) ? WireTypes.Free : WireTypes.CopierOfDeclared(p.ParameterType))];
        _argumentsAreFree = Array.TrueForAll(_arguments, c => c.IsFree);
        _result = method.ReturnParameter.IsDefined(typeof(ImmutableAttribute)) ? WireTypes.Free : WireTypes.CopierOfDeclared(result);
        _invoker = MethodInvoker.Create(method);
    }

    /// <summary>Interface and method, for messages.</summary>
    internal string Name { get; }

    internal bool AlwaysInterleave { get; }

    internal bool ReadOnly { get; }

    internal bool OneWay { get; }

    /// <summary>The method's own response timeout.</summary>
    internal TimeSpan? Timeout { get; }

    /// <summary>Which parameter is the caller's token; -1 for none.</summary>
    internal int TokenIndex { get; }

    internal static MethodShape Of(MethodInfo method)
    {
        var returned = method.ReturnType;
        if (returned == typeof(Task) || returned == typeof(ValueTask))
        {
            return new MethodShape<object?>(method);
        }

        return (MethodShape)Activator.CreateInstance(
            typeof(MethodShape<>).MakeGenericType(returned.GetGenericArguments()[0]),
            BindingFlags.Instance | BindingFlags.NonPublic,
            null,
            [method],
            null)!;
    }

    /// <summary>Why calls of the method cannot travel; null when they can.</summary>
    internal static string? Problem(MethodInfo method)
    {
        var path = $"{method.DeclaringType!.Name}.{method.Name}";
        var returned = method.ReturnType;
        var isGeneric = returned.IsGenericType && (returned.GetGenericTypeDefinition() == typeof(Task<>) || returned.GetGenericTypeDefinition() == typeof(ValueTask<>));
        if (returned != typeof(Task) && returned != typeof(ValueTask) && !isGeneric)
        {
            return $"{path} returns {returned}; a grain method returns Task, Task<T>, ValueTask or ValueTask<T>.";
        }

        return method.IsGenericMethod
            ? $"{path} is generic; this host calls none."
            : (isGeneric ? WireTypes.Problem(returned.GetGenericArguments()[0], $"The result of {path}") : null)
              ?? method.GetParameters().Select(p => WireTypes.Problem(p.ParameterType, $"Parameter {p.Name} of {path}")).FirstOrDefault(p => p is not null);
    }

    /// <summary>A call with copied arguments.</summary>
    internal GrainCall Prepare(object?[] arguments, GrainId target)
    {
        // The proxy made the array for this call alone; only what it holds is the caller's.
        if (!_argumentsAreFree)
        {
            var context = new CopyContext();
            for (var i = 0; i < _arguments.Length; i++)
            {
                arguments[i] = _arguments[i].CopyOrNull(arguments[i], context);
            }
        }

        return Create(arguments, target);
    }

    /// <summary>Calls the method on the grain object.</summary>
    internal Task Invoke(object grain, object?[] arguments)
    {
        try
        {
            return AsTask(_invoker.Invoke(grain, arguments.AsSpan()));
        }
        catch (TargetInvocationException e) when (e.InnerException is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
            throw;
        }
    }

    internal object? CopyResult(object? result) => _result.CopyOrNull(result, new CopyContext());

    /// <summary>What the proxy returns to the caller: the call's task, as the method's return type.</summary>
    internal abstract object Returned(GrainCall call);

    /// <summary>What the proxy returns for a call that was not made.</summary>
    internal abstract object Refused(Exception exception);

    /// <summary>What the proxy returns at once for a call without an answer.</summary>
    internal abstract object Sent();

    private protected abstract GrainCall Create(object?[] arguments, GrainId target);

    private protected abstract Task AsTask(object? returned);
}

/// <summary>A method with a result of this type; <see cref="object"/> for none.</summary>
internal sealed class MethodShape<T> : MethodShape
{
    private readonly bool _isValueTask;
    private readonly bool _hasResult;

    internal MethodShape(MethodInfo method)
        : base(method, method.ReturnType.IsGenericType ? typeof(T) : typeof(string))
    {
        _isValueTask = method.ReturnType.IsValueType;
        _hasResult = method.ReturnType.IsGenericType;
    }

    internal override object Returned(GrainCall call) => Wrap(((GrainCall<T>)call).Result);

    internal override object Refused(Exception exception) => Wrap(Task.FromException<T>(exception));

    internal override object Sent() => Wrap(Task.FromResult<T>(default!));

    private protected override GrainCall Create(object?[] arguments, GrainId target) => new GrainCall<T>(this, arguments, target);

    private protected override Task AsTask(object? returned) => returned switch
    {
        Task task => task,
        ValueTask task => task.AsTask(),
        ValueTask<T> task => task.AsTask(),
        _ => throw new InvalidOperationException($"{Name} returned null in place of a task."),
    };

    private object Wrap(Task<T> task) => !_isValueTask ? task : _hasResult ? new ValueTask<T>(task) : new ValueTask(task);
}
