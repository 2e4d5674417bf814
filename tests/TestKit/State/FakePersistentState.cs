using Orleans.Runtime;
using Orleans.Storage;

namespace PuppetEngine.Tests.TestKit.State;

/// <summary>
/// Persistent state for a grain that a test makes with <c>new</c>. It counts writes, can fail the next one before or after storing,
/// refuses a write whose ETag another activation has overtaken, and copies on the way in and out, so that only what was written
/// survives. It is read on construction, as the runtime reads it before activation.
/// </summary>
/// <example><code>
/// var store = new FakeGrainStore&lt;XAccountState&gt;();
/// var state = new FakePersistentState&lt;XAccountState&gt;(store);      // first activation
/// state.FailNext = StateFault.AfterStoring;                        // the next write throws, though stored
/// var again = new FakePersistentState&lt;XAccountState&gt;(store);      // the grain's next activation
/// </code></example>
public sealed class FakePersistentState<T> : IPersistentState<T>
    where T : class, new()
{
    private readonly FakeGrainStore<T> _store;
    private TaskCompletionSource? _gate;
    private TaskCompletionSource? _arrived;

    /// <summary>Reads what the store holds.</summary>
    public FakePersistentState(FakeGrainStore<T>? store = null)
    {
        _store = store ?? new FakeGrainStore<T>();
        State = new T();
        Load();
    }

    /// <summary>The store behind it.</summary>
    public FakeGrainStore<T> Store => _store;

    /// <inheritdoc/>
    public T State { get; set; }

    /// <inheritdoc/>
    public string? Etag { get; private set; }

    /// <inheritdoc/>
    public bool RecordExists { get; private set; }

    /// <summary>How often this object was asked to write, failed writes included.</summary>
    public int Writes { get; private set; }

    /// <summary>How the next write fails; back to none after it.</summary>
    public StateFault FailNext { get; set; }

    /// <summary>What a failing write throws.</summary>
    public Func<Exception> Failure { get; set; } = () => new IOException("The storage did not answer.");

    /// <summary>Holds all writes back until <see cref="Release"/>; the task ends when the first write has arrived.</summary>
    public Task HoldWrites()
    {
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _arrived.Task;
    }

    /// <summary>Lets held writes go on.</summary>
    public void Release() => Interlocked.Exchange(ref _gate, null)?.SetResult();

    /// <inheritdoc/>
    public Task ReadStateAsync()
    {
        Load();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync()
    {
        Writes++;
        if (_gate is { } gate)
        {
            _arrived!.TrySetResult();
            await gate.Task;
        }

        var fault = FailNext;
        FailNext = StateFault.None;
        if (fault == StateFault.BeforeStoring)
        {
            throw Failure();
        }

        if (Etag != _store.Etag)
        {
            throw new InconsistentStateException($"The state was overtaken: this activation holds ETag {Etag ?? "none"}, the store {_store.Etag ?? "none"}.");
        }

        _store.Put(State);
        if (fault == StateFault.AfterStoring)
        {
            throw Failure();
        }

        (Etag, RecordExists) = (_store.Etag, true);
    }

    /// <inheritdoc/>
    public Task ClearStateAsync()
    {
        (_store.Bytes, _store.Etag) = (null, null);
        Load();
        return Task.CompletedTask;
    }

    private void Load()
    {
        var stored = _store.Read();
        (State, Etag, RecordExists) = (stored ?? new T(), _store.Etag, stored is not null);
    }
}
