namespace PuppetEngine.LocalRuntime.Calls;

/// <summary>Something that an activation runs as one turn after another: a call of a grain, or the tick of a timer.</summary>
internal abstract class Call
{
    /// <summary>May start while any other call waits.</summary>
    internal abstract bool Interleaves { get; }

    /// <summary>May start while read-only calls wait.</summary>
    internal virtual bool IsReadOnly => false;

    /// <summary>Counts as use, for idle collection.</summary>
    internal virtual bool KeepsAlive => true;

    /// <summary>Goes to the next activation, when this one ends before it could run.</summary>
    internal virtual bool CanBeForwarded => true;

    /// <summary>Nobody waits for it any more: it need not start.</summary>
    internal virtual bool IsAbandoned => false;

    /// <summary>Runs it on the grain object. On the activation's scheduler.</summary>
    internal abstract Task Run(object grain);

    /// <summary>Answers it after <see cref="Run"/>. <paramref name="failure"/> is what it threw, null where it returned.</summary>
    internal abstract void Answer(Exception? failure);
}
