using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Grains;

namespace PuppetEngine.LocalRuntime.Calls;

/// <summary>Sends calls to grains of this process and gives up on those that are not answered in time.</summary>
internal sealed class CallSender(LocalSilo silo, CallTimeouts timeouts)
{
    /// <summary>Sends a call of the runtime itself, which is told of its end before anything else can happen.</summary>
    internal void Post(MethodShape method, object?[] arguments, GrainId target, Action<Exception?> answered)
    {
        var call = method.Prepare(arguments, target);
        call.Answered = answered;
        if (silo.Unavailable is null && timeouts.Add(call))
        {
            silo.Catalog.Deliver(target, call);
        }
    }

    internal object Send(MethodShape method, object?[] arguments, GrainId target)
    {
        var token = method.TokenIndex >= 0 ? (CancellationToken)arguments[method.TokenIndex]! : default;
        if (token.IsCancellationRequested)
        {
            return method.Refused(new OperationCanceledException(token));
        }

        if (silo.Unavailable is { } unavailable)
        {
            return method.Refused(unavailable);
        }

        var call = method.Prepare(arguments, target);
        call.Observe(token);
        if (method.OneWay)
        {
            silo.Catalog.Deliver(target, call);
            return method.Sent();
        }

        if (!timeouts.Add(call))
        {
            return method.Refused(new SiloUnavailableException());
        }

        silo.Catalog.Deliver(target, call);
        return method.Returned(call);
    }
}
