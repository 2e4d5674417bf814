using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Hosting;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>Fans the feed out: keeps the newest events for subscribers that come back, and hands each one its own bounded queue.</summary>
internal sealed class FeedHub
{
    /// <summary>How many events are kept for resuming.</summary>
    public const int Kept = 1024;

    private readonly Lock _gate = new();
    private readonly Queue<FeedEvent> _newest = new(Kept);
    private readonly HashSet<FeedSubscription> _subscribers = [];
    private readonly ConcurrentDictionary<EffectListener, byte> _listeners = new();
    private readonly GatewayOptions _options;
    private readonly Counter<long> _gaps;
    private long _position;
    private long _droppedTo;
    private bool _completed;

    public FeedHub(IOptions<GatewayOptions> options, IMeterFactory meters)
    {
        _options = options.Value;
        var meter = meters.Create("PuppetEngine.Gateway");
        _gaps = meter.CreateCounter<long>("puppet.gateway.stream.gaps", "{gap}", "Gaps told to slow subscribers of the stream");
        meter.CreateObservableGauge("puppet.gateway.stream.subscribers", () => Subscribers, "{subscriber}", "Open subscriptions of the stream");
    }

    /// <summary>Open subscriptions.</summary>
    public int Subscribers
    {
        get
        {
            lock (_gate)
            {
                return _subscribers.Count;
            }
        }
    }

    /// <summary>Whether anybody is listening, so that reading the effect of an event is worth it.</summary>
    public bool HasSubscribers => Subscribers > 0;

    /// <summary>The position up to which the feed was read.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Sets where the feed begins: what lies before is not kept.</summary>
    public void Begin(long position)
    {
        lock (_gate)
        {
            _droppedTo = position;
            Volatile.Write(ref _position, position);
        }
    }

    /// <summary>Hands events out, oldest first.</summary>
    public void Publish(IReadOnlyList<FeedEvent> events)
    {
        lock (_gate)
        {
            foreach (var item in events)
            {
                if (_newest.Count == Kept)
                {
                    _droppedTo = _newest.Dequeue().Position;
                }

                _newest.Enqueue(item);
                Volatile.Write(ref _position, item.Position);
                foreach (var subscriber in _subscribers)
                {
                    subscriber.Offer(item);
                }
            }
        }

        foreach (var listener in _listeners.Keys)
        {
            if (events.Any(item => item.EffectId == listener.EffectId))
            {
                listener.Wake();
            }
        }
    }

    /// <summary>
    /// Subscribes. With <paramref name="after"/> the kept events above that position come first; <paramref name="gapTo"/> is set when some
    /// between are no longer kept. Null when there are too many subscribers.
    /// </summary>
    public FeedSubscription? Subscribe(long? after, out IReadOnlyList<FeedEvent> missed, out long? gapTo)
    {
        lock (_gate)
        {
            missed = [];
            gapTo = null;
            if (_completed || _subscribers.Count >= _options.MaxSubscribers)
            {
                return null;
            }

            if (after is { } position)
            {
                missed = [.. _newest.Where(item => item.Position > position)];
                gapTo = position < _droppedTo ? _droppedTo : null;
            }

            var subscription = new FeedSubscription(_options.SubscriberBuffer, Remove);
            _subscribers.Add(subscription);
            return subscription;
        }
    }

    /// <summary>Wakes a request at each event of an effect.</summary>
    public EffectListener Listen(string effectId)
    {
        var listener = new EffectListener(effectId, gone => _listeners.TryRemove(gone, out _));
        _listeners.TryAdd(listener, 0);
        return listener;
    }

    /// <summary>Ends all subscriptions, so that the process can end.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            foreach (var subscriber in _subscribers)
            {
                subscriber.Complete();
            }
        }
    }

    /// <summary>Counts a gap.</summary>
    public void CountGap() => _gaps.Add(1);

    private void Remove(FeedSubscription subscription)
    {
        lock (_gate)
        {
            _subscribers.Remove(subscription);
        }
    }
}
