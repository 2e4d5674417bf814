using System.Text.Json;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>Methods about slots, blockhashes, fees and the node itself.</summary>
internal sealed class ChainMethods(SolanaEmulatorOptions options, TransactionProcessor processor)
{
    private const ulong SlotsInEpoch = 432_000;
    private const ulong FeeSlots = 150;
    private const int MostFeeAccounts = 128;

    public IEnumerable<(string Name, Func<RpcCall, object?> Run)> All =>
    [
        ("getSlot", c => Ahead(c, c.Slot(c.Config(0)))),
        ("getBlockHeight", c => Ahead(c, SlotClock.Height(c.Slot(c.Config(0))))),
        ("getLatestBlockhash", LatestBlockhash),
        ("isBlockhashValid", c => Is(c, c.Slot(c.Config(1)), s => c.Node.Chain.Blockhashes.Find(c.Key(0), s) is not null)),
        ("getFeeForMessage", FeeForMessage),
        ("getRecentPrioritizationFees", PrioritizationFees),
        ("getMinimumBalanceForRentExemption", c => Rent.Minimum((int)Math.Min(c.Number(0), 10 * 1024 * 1024))),
        ("getGenesisHash", c => c.Node.Chain.GenesisHash.ToString()),
        ("getHealth", c => c.Node.Lag > FeeSlots ? throw RpcException.Behind(c.Node.Lag) : "ok"),
        ("getVersion", _ => new Dictionary<string, object> { ["solana-core"] = "2.3.8", ["feature-set"] = 3_640_012_085 }),
        ("getIdentity", c => new { identity = PublicKey.Named(c.Node.Path).ToString() }),
        ("getFirstAvailableBlock", _ => SlotClock.First),
        ("minimumLedgerSlot", _ => SlotClock.First),
        ("getTransactionCount", c => c.Node.Chain.History.All.Count),
        ("getBlockTime", c => c.Number(0) is var slot && slot >= SlotClock.First && slot <= c.Node.Slot(Commitment.Processed)
            ? c.Node.Chain.Clock.UnixTime(slot)
            : throw new RpcException(-32004, $"Block not available for slot {slot}")),
        ("getEpochInfo", c => c.Slot(c.Config(0)) is var slot
            ? new { absoluteSlot = slot, blockHeight = SlotClock.Height(slot), epoch = slot / SlotsInEpoch, slotIndex = slot % SlotsInEpoch, slotsInEpoch = SlotsInEpoch, transactionCount = c.Node.Chain.History.All.Count }
            : null),
    ];

    /// <summary>A lying node is a thousand slots ahead: a caller that believed it would hold a living transaction for dead.</summary>
    private static object Ahead(RpcCall call, ulong value) => call.Lies ? value + 1_000 : value;

    private static object Is(RpcCall call, ulong slot, Func<ulong, bool> holds) => RpcJson.InContext(slot, holds(slot) != call.Lies);

    private static object LatestBlockhash(RpcCall call)
    {
        var slot = call.Slot(call.Config(0));
        return RpcJson.InContext(slot, new { blockhash = call.Node.Chain.Blockhashes.Of(slot).ToString(), lastValidBlockHeight = Blockhashes.LastValidHeight(slot) });
    }

    private object FeeForMessage(RpcCall call)
    {
        var slot = call.Slot(call.Config(1));
        Message message;
        try
        {
            message = MessageReader.Read(Convert.FromBase64String(call.Text(0)));
        }
        catch (FormatException e)
        {
            throw RpcException.InvalidParams($"failed to deserialize solana_message::versions::VersionedMessage: {e.Message}");
        }

        var known = call.Node.Chain.Blockhashes.Find(message.Blockhash, slot) is not null;
        var budget = ComputeBudget.Read(message, processor.IsBuiltin, out var error);
        return RpcJson.InContext(slot, known && error is null ? budget.Fee(message.Signers) : null);
    }

    private object PrioritizationFees(RpcCall call)
    {
        var accounts = call.Parameters.Length == 0 ? [] : call.Required(0) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(k => RpcCall.KeyOf(k.GetString() ?? "")).ToList()
            : throw RpcException.InvalidParams("Invalid params: invalid type: expected a sequence.");
        if (accounts.Count > MostFeeAccounts)
        {
            throw RpcException.InvalidParams($"Too many inputs provided; max {MostFeeAccounts}");
        }

        var tip = call.Node.Slot(Commitment.Processed);
        var first = tip - FeeSlots + 1;
        var paid = call.Node.Chain.History.Since(first).Where(t => accounts.All(t.Keys.Contains))
            .GroupBy(t => t.Slot).ToDictionary(g => g.Key, g => g.Min(t => t.UnitPrice));
        var fees = new List<object>();
        for (var slot = first; slot <= tip; slot++)
        {
            fees.Add(new { slot, prioritizationFee = paid.GetValueOrDefault(slot, Usual(slot)) });
        }

        return fees;
    }

    /// <summary>What other people paid in a slot: often nothing, seldom much more than usual.</summary>
    private ulong Usual(ulong slot)
    {
        var draw = StableHash.Unit(StableHash.Mix(slot * 0x9e3779b97f4a7c15));
        return draw < 0.3 ? 0 : (ulong)(options.UsualPriorityFee * 2 * draw * draw * draw);
    }
}
