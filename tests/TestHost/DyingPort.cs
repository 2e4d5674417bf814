using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Agents;

namespace PuppetEngine.Tests.TestHost;

/// <summary>
/// A port of the engine with kill points around each of its asynchronous methods: before the call, while it is on its way, and after
/// its answer came. The points are made from the port's own methods, so that an await that somebody adds has its points, too.
/// </summary>
public class DyingPort : DispatchProxy
{
    private static readonly MethodInfo PassTask = Method(nameof(PassAsync));
    private static readonly MethodInfo PassValueTask = Method(nameof(PassValueAsync));

    private object _inner = null!;
    private string _name = "";
    private KillPoints _points = null!;
    private OutsideGauge _gauge = null!;

    /// <summary>Puts points around every port that a process registered: each interface of the engine with an asynchronous method.</summary>
    public static void AroundAll(IServiceCollection services, KillPoints points, OutsideGauge gauge)
    {
        for (var i = 0; i < services.Count; i++)
        {
            var descriptor = services[i];
            var port = descriptor.ServiceType;
            if (port.IsInterface && port.Assembly == typeof(IAgentLedger).Assembly && port.GetMethods().Any(m => IsAsynchronous(m.ReturnType)))
            {
                services[i] = ServiceDescriptor.Singleton(port, provider => Around(port, descriptor.Make(provider), points, gauge));
            }
        }
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        object? Call() => targetMethod!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        var returned = targetMethod!.ReturnType;
        if (!IsAsynchronous(returned))
        {
            return Call();
        }

        var point = $"{_name}.{targetMethod.Name.Replace("Async", "", StringComparison.Ordinal)}";
        return returned switch
        {
            _ when returned == typeof(Task) => PassAsync(point, async () =>
            {
                await (Task)Call()!;
                return true;
            }),
            _ when returned == typeof(ValueTask) => new ValueTask(PassAsync(point, async () =>
            {
                await (ValueTask)Call()!;
                return true;
            })),
            _ => (returned.GetGenericTypeDefinition() == typeof(Task<>) ? PassTask : PassValueTask)
                .MakeGenericMethod(returned.GenericTypeArguments).Invoke(this, [point, (Func<object?>)Call]),
        };
    }

    private static object Around(Type port, object inner, KillPoints points, OutsideGauge gauge)
    {
        var proxy = (DyingPort)Create(port, typeof(DyingPort));
        (proxy._inner, proxy._name, proxy._points, proxy._gauge) = (inner, port.Name[1..], points, gauge);
        return proxy;
    }

    private Task<T> PassAsync<T>(string point, Func<object?> call) => PassAsync(point, () => (Task<T>)call()!);

    private ValueTask<T> PassValueAsync<T>(string point, Func<object?> call) => new(PassAsync(point, () => ((ValueTask<T>)call()!).AsTask()));

    private Task<T> PassAsync<T>(string point, Func<Task<T>> call) => _points.AroundAsync(point, () => _gauge.CountAsync(call));

    private static bool IsAsynchronous(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)));

    private static MethodInfo Method(string name) => typeof(DyingPort).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
        .Single(m => m.Name == name && m.GetParameters()[1].ParameterType == typeof(Func<object?>));
}
