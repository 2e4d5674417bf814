using PuppetEngine.LocalRuntime.Calls;
using PuppetEngine.LocalRuntime.Grains;

namespace PuppetEngine.LocalRuntime.Scheduling;

/// <summary>
/// Runs the turns of one activation, one at a time, on pool threads. What awaits inside a turn comes back here; so does every task
/// started on <see cref="TaskScheduler.Current"/>.
/// </summary>
internal sealed class TurnScheduler(Activation activation) : TaskScheduler, IThreadPoolWorkItem
{
    // Another activation gets the thread after so many turns.
    private const int TurnsPerBatch = 64;

    // Most of the time one turn waits at most: the queue is there only while more do.
    private object? _first;
    private Queue<object>? _others;
    private bool _scheduled;
    private int _thread;

    /// <summary>The activation whose turn this is; null outside of turns.</summary>
    internal static Activation? Running => (Current as TurnScheduler)?.Activation;

    internal Activation Activation { get; } = activation;

    public override int MaximumConcurrencyLevel => 1;

    void IThreadPoolWorkItem.Execute()
    {
        _thread = Environment.CurrentManagedThreadId;
        // Inside a task of this scheduler, awaits find their way back.
        new Task(static state => ((TurnScheduler)state!).RunBatch(), this).RunSynchronously(this);
        _thread = 0;
        lock (Activation.Gate)
        {
            if (_first is null)
            {
                // An idle activation keeps no room for turns.
                _others = null;
                _scheduled = false;
                Activation.Silo.Activity.Leave();
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Starts a call in a turn of its own.</summary>
    internal void Queue(Call call) => Enqueue(call);

    /// <summary>Starts work of the runtime in a turn of its own.</summary>
    internal void Queue(Func<Task> work) => Enqueue(work);

    /// <summary>Adds a turn for a caller that holds the activation's gate; where it answers true, <see cref="Schedule"/> is to follow.</summary>
    internal bool Add(object turn)
    {
        if (_first is null)
        {
            _first = turn;
        }
        else
        {
            (_others ??= new Queue<object>()).Enqueue(turn);
        }

        if (_scheduled)
        {
            return false;
        }

        _scheduled = true;
        Activation.Silo.Activity.Enter();
        return true;
    }

    /// <summary>Has the turns run, now that there are some.</summary>
    internal void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

    protected override void QueueTask(Task task) => Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && _thread == Environment.CurrentManagedThreadId && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (Activation.Gate)
        {
            IEnumerable<object> others = _others ?? [];
            return [.. (_first is null ? others : others.Prepend(_first)).OfType<Task>()];
        }
    }

    private void Enqueue(object turn)
    {
        bool isIdle;
        lock (Activation.Gate)
        {
            isIdle = Add(turn);
        }

        if (isIdle)
        {
            Schedule();
        }
    }

    private void RunBatch()
    {
        for (var i = 0; i < TurnsPerBatch; i++)
        {
            object? turn;
            lock (Activation.Gate)
            {
                if (Activation.Silo.IsKilled)
                {
                    // A process that died runs nothing more.
                    (_first, _others) = (null, null);
                }

                turn = _first;
                if (turn is null)
                {
                    break;
                }

                _first = _others is { Count: > 0 } others ? others.Dequeue() : null;
            }

            switch (turn)
            {
                case Call call:
                    _ = Activation.Run(call);
                    break;
                case Task task:
                    TryExecuteTask(task);
                    break;
                case Func<Task> work:
                    _ = work();
                    break;
            }
        }
    }
}
