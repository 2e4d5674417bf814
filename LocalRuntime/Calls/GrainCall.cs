using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Copying;
using PuppetEngine.LocalRuntime.Grains;
using PuppetEngine.LocalRuntime.Scheduling;

namespace PuppetEngine.LocalRuntime.Calls;

/// <summary>A call of a grain's method: its copied arguments, the caller's request context, and the answer to come.</summary>
internal abstract class GrainCall(MethodShape method, object?[] arguments, GrainId target) : Call
{
    private RequestContext.Bag? _context = RequestContext.Current;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _registration;
    private Activation? _activation;

    internal MethodShape Method { get; } = method;

    internal GrainId Target { get; } = target;

    internal override bool Interleaves => Method.AlwaysInterleave;

    internal override bool IsReadOnly => Method.ReadOnly;

    internal override bool IsAbandoned => IsAnswered && !Method.OneWay;

    /// <summary>The answer, or the giving up, has been told to the caller.</summary>
    internal abstract bool IsAnswered { get; }

    /// <summary>Told when the call has been answered or given up, in the same turn; for calls of the runtime itself, which nobody awaits.</summary>
    internal Action<Exception?>? Answered { get; set; }

    /// <summary>Its place in the queue of those that time out together.</summary>
    internal CallDeadline Deadline { get; } = new();

    protected object?[] Arguments { get; } = arguments;

    /// <summary>The caller's token cancels the caller's task at once and the callee's token with it.</summary>
    internal void Observe(CancellationToken caller)
    {
        if (Method.TokenIndex < 0)
        {
            return;
        }

        _cancellation = new CancellationTokenSource();
        Arguments[Method.TokenIndex] = _cancellation.Token;
        if (caller.CanBeCanceled)
        {
            _registration = caller.UnsafeRegister(static (state, token) => ((GrainCall)state!).Cancel(token), this);
        }
    }

    internal override Task Run(object grain)
    {
        RequestContext.Current = _context;
        _activation = TurnScheduler.Running;
        Interlocked.MemoryBarrier();
        // Whoever gave up just now found no activation to tell; then the call does not begin.
        return IsAbandoned ? Task.CompletedTask : Start(grain);
    }

    internal override void Answer(Exception? failure)
    {
        _registration.Unregister();
        _context = null;
        try
        {
            if (failure is null)
            {
                Succeed();
                return;
            }

            Fail((Exception)WireTypes.CopierOf(failure.GetType()).Copy(failure, new CopyContext()));
        }
        catch (Exception e)
        {
            // What cannot be copied is told as that; the caller must not wait for nothing.
            Fail(e);
        }
    }

    /// <summary>Ends the caller's wait with an exception; nothing happens when it has ended.</summary>
    internal abstract bool Fail(Exception exception);

    /// <summary>Ends the caller's wait as cancelled.</summary>
    protected abstract void CancelAnswer(CancellationToken token);

    protected abstract Task Start(object grain);

    protected abstract void Succeed();

    private void Cancel(CancellationToken token)
    {
        CancelAnswer(token);
        // Callbacks of the callee's token run in a turn of the callee. A call that has not begun is dropped where it waits.
        _activation?.Cancel(_cancellation!);
    }
}

/// <summary>A call with a result; of type <see cref="object"/> and null where the method returns none.</summary>
internal sealed class GrainCall<T>(MethodShape method, object?[] arguments, GrainId target) : GrainCall(method, arguments, target)
{
    // The caller goes on in its own turn, never on the callee's.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _running;

    internal Task<T> Result => _answer.Task;

    internal override bool IsAnswered => _answer.Task.IsCompleted;

    internal override bool Fail(Exception exception)
    {
        Deadline.Leave();
        var told = _answer.TrySetException(exception);
        if (told)
        {
            Answered?.Invoke(exception);
        }

        return told;
    }

    protected override void CancelAnswer(CancellationToken token)
    {
        Deadline.Leave();
        _answer.TrySetCanceled(token);
    }

    protected override Task Start(object grain) => _running = Method.Invoke(grain, Arguments);

    protected override void Succeed()
    {
        Deadline.Leave();
        var result = _running is Task<T> withResult ? (T)Method.CopyResult(withResult.Result)! : default!;
        if (_answer.TrySetResult(result))
        {
            Answered?.Invoke(null);
        }
    }
}
