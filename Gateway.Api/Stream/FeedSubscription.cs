using System.Threading.Channels;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>One subscriber's bounded queue. When it is full, events are dropped until it is empty, and one gap stands for them all.</summary>
internal sealed class FeedSubscription(int capacity, Action<FeedSubscription> onDispose) : IDisposable
{
    private readonly Channel<FeedEvent> _events = Channel.CreateBounded<FeedEvent>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    private readonly Lock _gate = new();
    private long _missedTo;

    /// <summary>Offers an event; never waits.</summary>
    public void Offer(FeedEvent item)
    {
        lock (_gate)
        {
            // While there is a gap nothing is queued behind it: the subscriber learns of it first.
            if (_missedTo > 0 || !_events.Writer.TryWrite(item))
            {
                _missedTo = item.Position;
            }
        }
    }

    /// <summary>The next event, or the gap behind the last one; neither when nothing is there.</summary>
    public bool TryTake(out FeedEvent? item, out long missedTo)
    {
        missedTo = 0;
        if (_events.Reader.TryRead(out item))
        {
            return true;
        }

        lock (_gate)
        {
            if (_events.Reader.TryRead(out item))
            {
                return true;
            }

            missedTo = _missedTo;
            _missedTo = 0;
            return missedTo > 0;
        }
    }

    /// <summary>Ends when there is an event; false when the feed has ended.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _events.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Tells the subscriber that nothing more comes.</summary>
    public void Complete() => _events.Writer.TryComplete();

    /// <inheritdoc />
    public void Dispose() => onDispose(this);
}
