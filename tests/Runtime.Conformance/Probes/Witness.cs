using System.Collections.Concurrent;

namespace PuppetEngine.Tests.Runtime.Conformance.Probes;

/// <summary>
/// What grains tell their test, and where they wait for it: notes to count, gates to stand at, and one drawer for objects. A
/// service of the silo, so that nothing of it crosses a grain call.
/// </summary>
public sealed class Witness
{
    private readonly Lock _sync = new();
    private readonly List<string> _notes = [];
    private readonly List<(Func<int> Count, int Wanted, TaskCompletionSource Source)> _waiting = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);

    /// <summary>An object that a grain received, by name.</summary>
    public ConcurrentDictionary<string, object> Drawer { get; } = new(StringComparer.Ordinal);

    /// <summary>All notes so far.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_sync)
            {
                return [.. _notes];
            }
        }
    }

    /// <summary>How often a note was made.</summary>
    public int Count(string note) => Notes.Count(one => one == note);

    /// <summary>Makes a note.</summary>
    public void Note(string note)
    {
        List<TaskCompletionSource> ready = [];
        lock (_sync)
        {
            _notes.Add(note);
            ready.AddRange(_waiting.Where(wait => wait.Count() >= wait.Wanted).Select(wait => wait.Source));
            _waiting.RemoveAll(wait => ready.Contains(wait.Source));
        }

        ready.ForEach(source => source.TrySetResult());
    }

    /// <summary>Ends when a note has been made so many times in all.</summary>
    public Task Noted(string note, int times = 1)
    {
        lock (_sync)
        {
            int Now() => _notes.Count(one => one == note);
            if (Now() >= times)
            {
                return Task.CompletedTask;
            }

            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((Now, times, source));
            return source.Task;
        }
    }

    /// <summary>Stands at a gate until the test opens it; the arrival is a note of the gate's name.</summary>
    public Task StandAt(string gate)
    {
        var task = Gate(gate).Task;
        Note(gate);
        return task;
    }

    /// <summary>Opens a gate for who stands there and who will come.</summary>
    public void Open(string gate) => Gate(gate).TrySetResult();

    private TaskCompletionSource Gate(string gate) => _gates.GetOrAdd(gate, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
