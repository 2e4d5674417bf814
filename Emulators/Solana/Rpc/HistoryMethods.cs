using System.Text;
using System.Text.Json;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Runtime;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>Methods that read what has landed.</summary>
internal sealed class HistoryMethods
{
    private const int MostSignatures = 256;
    private const ulong MostItems = 1_000;

    /// <summary>Slots that a node looks back without being asked to search its history.</summary>
    private const ulong RecentSlots = 150;

    public IEnumerable<(string Name, Func<RpcCall, object?> Run)> All =>
    [
        ("getSignatureStatuses", Statuses),
        ("getTransaction", Transaction),
        ("getSignaturesForAddress", Signatures),
    ];

    public static string NameOf(Commitment commitment) => commitment switch
    {
        Commitment.Processed => "processed",
        Commitment.Confirmed => "confirmed",
        _ => "finalized",
    };

    private static object Statuses(RpcCall call)
    {
        var signatures = call.Required(0) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(s => RpcCall.SignatureOf(s.GetString() ?? "")).ToList()
            : throw RpcException.InvalidParams("Invalid params: invalid type: expected a sequence.");
        if (signatures.Count > MostSignatures)
        {
            throw RpcException.InvalidParams($"Too many inputs provided; max {MostSignatures}");
        }

        var search = RpcCall.Flag(call.Config(1), "searchTransactionHistory");
        var tip = call.Node.Slot(Commitment.Processed);
        return RpcJson.InContext(tip, signatures.Select(s => Status(call, s, tip, search)).ToList());
    }

    private static object? Status(RpcCall call, string signature, ulong tip, bool search)
    {
        if (call.Lies || call.Node.Find(signature) is not { } landed || (!search && landed.Slot + RecentSlots < tip))
        {
            return null;
        }

        var commitment = call.Node.Of(landed.Slot);
        return new
        {
            slot = landed.Slot,
            confirmations = commitment == Commitment.Finalized ? (ulong?)null : tip - landed.Slot,
            status = TransactionJson.Status(landed.Error),
            err = landed.Error?.ToJson(),
            confirmationStatus = NameOf(commitment),
        };
    }

    private static object? Transaction(RpcCall call)
    {
        var signature = RpcCall.SignatureOf(call.Text(0));
        var config = call.Parameters.Length > 1 && call.Parameters[1].ValueKind == JsonValueKind.Object ? call.Parameters[1] : default;
        var encoding = RpcCall.Text(config, "encoding") ?? (call.Parameters.Length > 1 && call.Parameters[1].ValueKind == JsonValueKind.String ? call.Text(1) : null);
        if (call.Lies || call.Node.Find(signature) is not { } landed || landed.Slot > call.Node.Slot(AtLeastConfirmed(config)))
        {
            return null;
        }

        if (landed.Transaction.Message.Version is { } version && RpcCall.Number(config, "maxSupportedTransactionVersion") is not { })
        {
            throw RpcException.UnsupportedVersion(version);
        }

        return TransactionJson.Write(landed, encoding, call.Node.Chain.Clock.UnixTime(landed.Slot));
    }

    private static object Signatures(RpcCall call)
    {
        var (address, config) = (call.Key(0), call.Config(1));
        var limit = RpcCall.Number(config, "limit") ?? MostItems;
        if (limit is 0 or > MostItems)
        {
            throw RpcException.InvalidParams($"Invalid limit; max {MostItems}");
        }

        var slot = call.Node.Slot(AtLeastConfirmed(config));
        var (before, until) = (RpcCall.Text(config, "before"), RpcCall.Text(config, "until"));
        var newest = call.Node.Chain.History.Of(address);
        if (before is not null)
        {
            newest = newest.SkipWhile(t => t.Signature != before).Skip(1);
        }

        return newest.TakeWhile(t => t.Signature != until).Where(t => t.Slot <= slot && !call.Lies).Take((int)limit).Select(t => new
        {
            signature = t.Signature,
            slot = t.Slot,
            err = t.Error?.ToJson(),
            memo = Memo(t),
            blockTime = call.Node.Chain.Clock.UnixTime(t.Slot),
            confirmationStatus = NameOf(call.Node.Of(t.Slot)),
        }).ToList();
    }

    private static string? Memo(LandedTransaction landed)
    {
        var memos = landed.Transaction.Message.Instructions.Where(i => landed.Keys[i.Program] == ProgramIds.Memo)
            .Select(i => $"[{i.Data.Length}] {Encoding.UTF8.GetString(i.Data)}").ToList();
        return memos.Count == 0 ? null : string.Join("; ", memos);
    }

    private static Commitment AtLeastConfirmed(JsonElement config) => RpcCall.CommitmentOf(config) is var commitment && commitment != Commitment.Processed
        ? commitment
        : throw RpcException.InvalidParams("Method does not support commitment below `confirmed`");
}
