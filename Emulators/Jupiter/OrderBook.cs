using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>An order that was handed out and may be executed.</summary>
internal sealed record Order(byte[] Message, Quote Quote, PublicKey Taker, bool IsRfq, DateTimeOffset Expires, ulong LastValidHeight);

/// <summary>Orders by their request id; the oldest leave first.</summary>
internal sealed class OrderBook(Control.CounterBook counters)
{
    private const int Most = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Order> _orders = new(StringComparer.Ordinal);
    private readonly Queue<string> _ids = new();

    /// <summary>The market maker of RFQ orders: pays the fees and signs last.</summary>
    public static Ed25519Key Maker { get; } = Ed25519Key.Named("market maker");

    public string NextId() => new Guid(BitConverter.GetBytes(counters.NextOrder()).Concat(BitConverter.GetBytes(0x4b_9d_2c_71_11_22_33_44)).ToArray()).ToString();

    public void Add(string id, Order order)
    {
        lock (_gate)
        {
            _orders[id] = order;
            _ids.Enqueue(id);
            while (_ids.Count > Most)
            {
                _orders.Remove(_ids.Dequeue());
            }
        }
    }

    public Order? Find(string id)
    {
        lock (_gate)
        {
            return _orders.GetValueOrDefault(id);
        }
    }
}
