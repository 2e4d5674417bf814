using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>Reads results. Amounts come from integers and strings of digits, never from a number with a point.</summary>
internal static class RpcReader
{
    /// <summary>Runs a reader, and makes any surprise an answer that is not valid.</summary>
    internal static T Read<T>(string method, JsonElement result, Func<JsonElement, T> read)
    {
        try
        {
            return read(result);
        }
        catch (Exception surprise) when (surprise is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or OverflowException or IndexOutOfRangeException or ArgumentException)
        {
            throw new SolanaRpcException(SolanaRpcProblem.InvalidAnswer, $"{method} was answered with something that it never answers.", surprise);
        }
    }

    internal static RpcAtSlot<T> AtSlot<T>(JsonElement result, Func<JsonElement, T> read) =>
        new(result.GetProperty("context").GetProperty("slot").GetUInt64(), read(result.GetProperty("value")));

    internal static PublicKey Key(JsonElement text) => PublicKey.Parse(text.GetString() ?? "");

    internal static ulong Digits(JsonElement text) => ulong.Parse(text.GetString() ?? "", NumberStyles.None, CultureInfo.InvariantCulture);

    internal static ImmutableArray<string> Texts(JsonElement list) => list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(text => text.GetString() ?? "")] : [];

    internal static RpcAccount? Account(JsonElement account)
    {
        if (account.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var data = account.GetProperty("data");
        return new RpcAccount(
            account.GetProperty("lamports").GetUInt64(),
            Key(account.GetProperty("owner")),
            data[1].GetString() == "base64" ? [.. data[0].GetBytesFromBase64()] : throw new FormatException("Another encoding than was asked for."),
            account.GetProperty("executable").GetBoolean(),
            // 18446744073709551615 for an account that pays no rent; some nodes write it as a number with an exponent.
            account.TryGetProperty("rentEpoch", out var epoch) && epoch.TryGetUInt64(out var rent) ? rent : ulong.MaxValue);
    }

    internal static ImmutableArray<RpcKeyedAccount> KeyedAccounts(JsonElement list) =>
        [.. list.EnumerateArray().Select(item => new RpcKeyedAccount(Key(item.GetProperty("pubkey")), Account(item.GetProperty("account")) ?? throw new FormatException("An account without content.")))];

    internal static RpcTokenAmount TokenAmount(JsonElement amount) => new(Digits(amount.GetProperty("amount")), amount.GetProperty("decimals").GetByte());

    internal static RpcBlockhash Blockhash(JsonElement value) =>
        new(Transactions.Blockhash.Parse(value.GetProperty("blockhash").GetString() ?? ""), value.GetProperty("lastValidBlockHeight").GetUInt64());

    internal static RpcSignatureStatus? Status(JsonElement status) => status.ValueKind == JsonValueKind.Null ? null : new RpcSignatureStatus(
        status.GetProperty("slot").GetUInt64(),
        RpcTransactionError.Read(status.GetProperty("err")),
        status.TryGetProperty("confirmationStatus", out var word) && word.ValueKind == JsonValueKind.String ? Commitment(word.GetString()!)
            // Old nodes only count; rooted ones count no more.
            : status.GetProperty("confirmations").ValueKind == JsonValueKind.Null ? RpcCommitment.Finalized : RpcCommitment.Processed);

    internal static RpcSimulation Simulation(JsonElement value) => new(
        RpcTransactionError.Read(value.GetProperty("err")),
        value.TryGetProperty("unitsConsumed", out var units) && units.ValueKind == JsonValueKind.Number ? units.GetUInt64() : 0,
        value.TryGetProperty("logs", out var logs) ? Texts(logs) : [],
        value.TryGetProperty("accounts", out var accounts) && accounts.ValueKind == JsonValueKind.Array ? [.. accounts.EnumerateArray().Select(Account)] : []);

    internal static RpcSignatureEntry Entry(JsonElement entry) =>
        new(Signature.Parse(entry.GetProperty("signature").GetString() ?? ""), entry.GetProperty("slot").GetUInt64(), RpcTransactionError.Read(entry.GetProperty("err")));

    internal static RpcTransactionRecord? Transaction(JsonElement result)
    {
        if (result.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var meta = result.GetProperty("meta");
        IEnumerable<JsonElement> keys = result.GetProperty("transaction").GetProperty("message").GetProperty("accountKeys").EnumerateArray();
        if (meta.TryGetProperty("loadedAddresses", out var loaded) && loaded.ValueKind == JsonValueKind.Object)
        {
            keys = keys.Concat(loaded.GetProperty("writable").EnumerateArray()).Concat(loaded.GetProperty("readonly").EnumerateArray());
        }

        ImmutableArray<PublicKey> accounts = [.. keys.Select(Key)];
        ImmutableArray<ulong> before = [.. meta.GetProperty("preBalances").EnumerateArray().Select(balance => balance.GetUInt64())];
        ImmutableArray<ulong> after = [.. meta.GetProperty("postBalances").EnumerateArray().Select(balance => balance.GetUInt64())];
        return before.Length != accounts.Length || after.Length != accounts.Length
            ? throw new FormatException("Not a balance for each account.")
            : new RpcTransactionRecord(
                result.GetProperty("slot").GetUInt64(),
                result.TryGetProperty("blockTime", out var blockTime) && blockTime.ValueKind == JsonValueKind.Number ? DateTimeOffset.FromUnixTimeSeconds(blockTime.GetInt64()) : null,
                RpcTransactionError.Read(meta.GetProperty("err")),
                meta.GetProperty("fee").GetUInt64(),
                accounts, before, after, TokenBalances(meta, "preTokenBalances", accounts), TokenBalances(meta, "postTokenBalances", accounts));
    }

    internal static RpcCommitment Commitment(string word) => word switch
    {
        "processed" => RpcCommitment.Processed,
        "confirmed" => RpcCommitment.Confirmed,
        "finalized" => RpcCommitment.Finalized,
        _ => throw new FormatException("No known commitment."),
    };

    private static ImmutableArray<RpcTokenBalance> TokenBalances(JsonElement meta, string name, ImmutableArray<PublicKey> accounts) =>
        meta.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(balance => new RpcTokenBalance(
                accounts[balance.GetProperty("accountIndex").GetInt32()],
                Key(balance.GetProperty("mint")),
                balance.TryGetProperty("owner", out var owner) && owner.ValueKind == JsonValueKind.String ? Key(owner) : null,
                Digits(balance.GetProperty("uiTokenAmount").GetProperty("amount"))))]
            : [];
}
