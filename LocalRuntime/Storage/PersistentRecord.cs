using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using PuppetEngine.LocalRuntime.Grains;
using PuppetEngine.LocalRuntime.Scheduling;

namespace PuppetEngine.LocalRuntime.Storage;

/// <summary>
/// One persistent state of one activation, and the record that its storage fills. Its operations run one after another; writes that wait
/// together become one.
/// </summary>
internal sealed class PersistentRecord<T>(Activation activation, IGrainStorage storage, string name) : IPersistentState<T>, IPersistentRecord, IGrainState<T>
{
    private T? _state;
    private string? _etag;
    private Operation? _last;
    private bool _exists;
    private bool _loaded;

    private enum Kind
    {
        Read,
        Write,
        Clear,
    }

    public T State
    {
        get
        {
            Check();
            return _state!;
        }

        set
        {
            Check();
            _state = value;
        }
    }

    public string? Etag => _etag;

    public bool RecordExists => _loaded ? _exists : throw new InvalidOperationException("State has not yet been loaded.");

    T? IGrainState<T>.State
    {
        get => _state;
        set => _state = value;
    }

    string? IGrainState<T>.ETag
    {
        get => _etag;
        set => _etag = value;
    }

    bool IGrainState<T>.RecordExists
    {
        get => _exists;
        set => _exists = value;
    }

    public Task Load() => Run(new Operation(Kind.Read, default), null);

    public Task ReadStateAsync() => Do(Kind.Read, default);

    public Task WriteStateAsync() => Do(Kind.Write, default);

    public Task ClearStateAsync() => Do(Kind.Clear, default);

    public Task ReadStateAsync(CancellationToken cancellationToken) => Do(Kind.Read, cancellationToken);

    public Task WriteStateAsync(CancellationToken cancellationToken) => Do(Kind.Write, cancellationToken);

    public Task ClearStateAsync(CancellationToken cancellationToken) => Do(Kind.Clear, cancellationToken);

    private Task Do(Kind kind, CancellationToken token)
    {
        CheckContext();
        // All on the activation's scheduler, so no lock: what has not started yet can still take another caller along.
        if (_last is { Started: false } waiting && waiting.Kind == kind && kind != Kind.Read && !token.CanBeCanceled && !waiting.Token.CanBeCanceled)
        {
            return waiting.Task;
        }

        var operation = new Operation(kind, token);
        var before = _last?.Task;
        _last = operation;
        operation.Task = RunLater(operation, before);
        return operation.Task;
    }

    private async Task RunLater(Operation operation, Task? before)
    {
        // It starts in a turn of its own: what the grain changes in this one is still written.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await Run(operation, before);
    }

    private async Task Run(Operation operation, Task? before)
    {
        if (before is not null)
        {
            // Its own caller hears of its failure.
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        operation.Token.ThrowIfCancellationRequested();
        operation.Started = true;
        activation.Silo.Activity.Enter();
        try
        {
            switch (operation.Kind)
            {
                case Kind.Read:
                    await storage.ReadStateAsync(name, activation.GrainId, this);
                    _state ??= Activator.CreateInstance<T>();
                    _loaded = true;
                    break;
                case Kind.Write:
                    await storage.WriteStateAsync(name, activation.GrainId, this);
                    break;
                default:
                    await storage.ClearStateAsync(name, activation.GrainId, this);
                    break;
            }
        }
        catch (Exception e) when (e is not OrleansException && !(e is OperationCanceledException && operation.Token.IsCancellationRequested))
        {
            throw new OrleansException($"The {operation.Kind} of the state '{name}' of {activation.GrainId} failed: {e.Message}", e);
        }
        finally
        {
            activation.Silo.Activity.Leave();
            if (_last == operation)
            {
                _last = null;
            }
        }
    }

    private void Check()
    {
        CheckContext();
        if (!_loaded)
        {
            throw new InvalidOperationException($"The state '{name}' of {activation.GrainId} has not yet been loaded; it is read before OnActivateAsync, so do not use it in the constructor.");
        }
    }

    private void CheckContext()
    {
        if (TurnScheduler.Running != activation)
        {
            throw new InvalidOperationException($"The state '{name}' of {activation.GrainId} was used outside of the grain: after ConfigureAwait(false), in Task.Run, or by another grain.");
        }
    }

    private sealed class Operation(Kind kind, CancellationToken token)
    {
        internal Kind Kind { get; } = kind;

        internal CancellationToken Token { get; } = token;

        internal Task Task { get; set; } = Task.CompletedTask;

        internal bool Started { get; set; }
    }
}
