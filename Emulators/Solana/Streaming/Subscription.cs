using System.Text.Json;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Rpc;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Streaming;

/// <summary>What one subscriber waits for. Asked after every change of the chain and every slot, under the chain's lock.</summary>
internal abstract class Subscription(int id, string notification, SolanaNode node)
{
    public int Id => id;

    protected SolanaNode Node => node;

    /// <summary>True after the one notification of a subscription that has only one.</summary>
    public bool IsOver { get; protected set; }

    /// <summary>What there is to tell since the last time.</summary>
    public IEnumerable<byte[]> Look() =>
        News().Select(n => JsonSerializer.SerializeToUtf8Bytes(new { jsonrpc = "2.0", method = notification, @params = new { result = n, subscription = id } }, RpcJson.Options));

    protected abstract IEnumerable<object> News();
}

/// <summary>One transaction, once: when it is as sure as asked.</summary>
internal sealed class SignatureSubscription(int id, SolanaNode node, string signature, Commitment commitment, bool received) : Subscription(id, "signatureNotification", node)
{
    private bool _told;

    protected override IEnumerable<object> News()
    {
        if (received && !_told && (Node.Find(signature) is not null || Node.Chain.Pending.Any(p => p.Transaction.Signature == signature)))
        {
            _told = true;
            yield return RpcJson.InContext(Node.Slot(Commitment.Processed), "receivedSignature");
        }

        if (Node.Find(signature) is { } landed && landed.Slot <= Node.Slot(commitment))
        {
            IsOver = true;
            yield return RpcJson.InContext(Node.Slot(commitment), new { err = landed.Error?.ToJson() });
        }
    }
}

/// <summary>An account, whenever it is another than before.</summary>
internal sealed class AccountSubscription(int id, SolanaNode node, PublicKey key, Commitment commitment, JsonElement config) : Subscription(id, "accountNotification", node)
{
    private ChainAccount? _last = node.Find(key, node.Slot(commitment), false);

    protected override IEnumerable<object> News()
    {
        var slot = Node.Slot(commitment);
        var account = Node.Find(key, slot, false);
        if (account != _last)
        {
            _last = account;
            yield return RpcJson.InContext(slot, AccountJson.Write(account ?? ChainAccount.Empty, config, k => Node.Find(k, slot, false)));
        }
    }
}

/// <summary>The logs of transactions, all or those that mention an address.</summary>
internal sealed class LogsSubscription(int id, SolanaNode node, PublicKey? mentions, Commitment commitment) : Subscription(id, "logsNotification", node)
{
    private long _last = node.Chain.History.All.LastOrDefault(t => t.Slot <= node.Slot(commitment))?.Number ?? 0;

    protected override IEnumerable<object> News()
    {
        foreach (var landed in Node.Chain.History.After(_last).TakeWhile(t => t.Slot <= Node.Slot(commitment)).ToList())
        {
            _last = landed.Number;
            if (mentions is not { } key || landed.Keys.Contains(key))
            {
                yield return RpcJson.InContext(landed.Slot, new { signature = landed.Signature, err = landed.Error?.ToJson(), logs = landed.Logs });
            }
        }
    }
}

/// <summary>Every slot.</summary>
internal sealed class SlotSubscription(int id, SolanaNode node) : Subscription(id, "slotNotification", node)
{
    private ulong _last = node.Slot(Commitment.Processed);

    protected override IEnumerable<object> News()
    {
        // A subscriber that was away for a while is told the newest slot, not thousands.
        var slot = Node.Slot(Commitment.Processed);
        if (slot > _last)
        {
            _last = slot;
            yield return new { parent = slot - 1, root = Node.Slot(Commitment.Finalized), slot };
        }
    }
}
