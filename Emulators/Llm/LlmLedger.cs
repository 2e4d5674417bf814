namespace PuppetEngine.Emulators.Llm;

/// <summary>The newest requests, so that a test or a person can see what a model was asked.</summary>
internal sealed class LlmLedger(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<LlmExchange> _kept = new();
    private long _number;

    public long Total => Interlocked.Read(ref _number);

    public void Add(Func<long, LlmExchange> exchange)
    {
        lock (_gate)
        {
            _kept.Enqueue(exchange(++_number));
            while (_kept.Count > capacity)
            {
                _kept.Dequeue();
            }
        }
    }

    public List<LlmExchange> Read(int most)
    {
        lock (_gate)
        {
            return [.. _kept.Skip(Math.Max(0, _kept.Count - most))];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _kept.Clear();
        }
    }
}
