namespace PuppetEngine.Grains.State;

/// <summary>
/// Merges the state writes of calls that interleave: whoever changed the state before a write began is covered by it, and all who come
/// while one is under way share the next. Change the state and ask for the write without an await between.
/// </summary>
internal sealed class MergedWrite(Func<Task> write)
{
    private Task? _running;
    private Task? _next;

    /// <summary>Ends when everything that the state holds now is stored.</summary>
    internal Task WriteAsync()
    {
        if (_next is not null)
        {
            return _next;
        }

        if (_running is null or { IsCompleted: true })
        {
            return _running = write();
        }

        return _next = NextAsync(_running);
    }

    private async Task NextAsync(Task before)
    {
        // A failed write ends the activation for all: those who wait behind it must not store over what it left.
        await before;
        _next = null;
        _running = write();
        await _running;
    }
}
