using PuppetEngine.Emulators.Solana.Chain;

namespace PuppetEngine.Emulators.Solana.Streaming;

/// <summary>Every open socket. A timer runs only while somebody subscribes: a chain that nobody watches costs nothing.</summary>
internal sealed class SubscriptionHub(SolanaChain chain, TimeProvider time, EmulatorLifetime lifetime) : IDisposable
{
    private readonly List<SubscriptionSocket> _sockets = [];
    private ITimer? _timer;

    /// <summary>To be called under the chain's lock.</summary>
    public void Add(SubscriptionSocket socket)
    {
        _sockets.Add(socket);
        _timer ??= time.CreateTimer(_ => Tick(), null, chain.Clock.SlotTime, chain.Clock.SlotTime);
    }

    public void Remove(SubscriptionSocket socket)
    {
        lock (chain.Gate)
        {
            _sockets.Remove(socket);
            if (_sockets.Count == 0)
            {
                Dispose();
            }
        }
    }

    public int Count
    {
        get
        {
            lock (chain.Gate)
            {
                return _sockets.Count;
            }
        }
    }

    /// <summary>Breaks every socket off, as a node does that is restarted.</summary>
    public int Disconnect()
    {
        lock (chain.Gate)
        {
            _sockets.ForEach(s => s.Break());
            return _sockets.Count;
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private void Tick()
    {
        lock (chain.Gate)
        {
            // A killed emulator has closed its log first: what is still on its way must not try to land in it.
            if (!lifetime.IsStopped)
            {
                chain.Advance();
                _sockets.ForEach(s => s.Look());
            }
        }
    }
}
