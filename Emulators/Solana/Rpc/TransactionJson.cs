using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>A transaction and what it did, as <c>getTransaction</c> shows them.</summary>
internal static class TransactionJson
{
    public static object Write(LandedTransaction landed, string? encoding, long blockTime) => new
    {
        slot = landed.Slot,
        transaction = Transaction(landed, encoding),
        meta = Meta(landed),
        version = landed.Transaction.Message.Version is { } version ? (object)version : "legacy",
        blockTime,
    };

    public static object Status(TransactionError? error) =>
        error is null ? new Dictionary<string, object?> { ["Ok"] = null } : new Dictionary<string, object?> { ["Err"] = error.ToJson() };

    /// <summary>What programs called, grouped by the message's instruction.</summary>
    public static object Inner(IReadOnlyList<InnerCall> calls, IReadOnlyList<PublicKey> keys)
    {
        var places = keys.Select((key, place) => (key, place)).ToDictionary(k => k.key, k => k.place);
        return calls.GroupBy(c => c.Instruction).Select(g => new
        {
            index = g.Key,
            instructions = g.Select(c => new
            {
                programIdIndex = places.GetValueOrDefault(c.Call.Program, -1),
                accounts = c.Call.Accounts.Select(a => places[a.Key]).ToList(),
                data = Base58.Encode(c.Call.Data),
                stackHeight = c.Height,
            }).ToList(),
        }).ToList();
    }

    public static object? Returned(ReturnedData? data) =>
        data is null ? null : new { programId = data.Program.ToString(), data = new[] { Convert.ToBase64String(data.Data), "base64" } };

    private static object Transaction(LandedTransaction landed, string? encoding) => encoding switch
    {
        null or "json" => new { signatures = Signatures(landed), message = Message(landed) },
        "jsonParsed" => new { signatures = Signatures(landed), message = Parsed(landed) },
        "base64" => new[] { Convert.ToBase64String(landed.Bytes), "base64" },
        "base58" => new[] { Base58.Encode(landed.Bytes), "base58" },
        var other => throw RpcException.InvalidParams($"Invalid params: unknown variant `{other}`, expected one of `binary`, `base64`, `base58`, `json`, `jsonParsed`."),
    };

    private static List<string> Signatures(LandedTransaction landed) => [.. landed.Transaction.Signatures.Select(s => Base58.Encode(s))];

    private static Dictionary<string, object> Message(LandedTransaction landed)
    {
        var message = landed.Transaction.Message;
        var json = new Dictionary<string, object>
        {
            ["header"] = new { numRequiredSignatures = message.Signers, numReadonlySignedAccounts = message.ReadonlySigners, numReadonlyUnsignedAccounts = message.ReadonlyOthers },
            ["accountKeys"] = message.Keys.Select(k => k.ToString()).ToList(),
            ["recentBlockhash"] = message.Blockhash.ToString(),
            ["instructions"] = message.Instructions.Select(i => new
            {
                programIdIndex = (int)i.Program, accounts = i.Accounts.Select(a => (int)a).ToList(), data = Base58.Encode(i.Data), stackHeight = 1,
            }).ToList(),
        };
        return WithLookups(json, message);
    }

    /// <summary>Keys with what they are, and instructions by name of their accounts. Which program they belong to says what they mean.</summary>
    private static Dictionary<string, object> Parsed(LandedTransaction landed)
    {
        var message = landed.Transaction.Message;
        var own = message.Keys.Length;
        var json = new Dictionary<string, object>
        {
            ["accountKeys"] = landed.Keys.Select((key, i) => new
            {
                pubkey = key.ToString(),
                signer = i < own && message.IsSigner(i),
                source = i < own ? "transaction" : "lookupTable",
                writable = i < own ? message.IsWritable(i) : i < own + landed.LookedUpWritable,
            }).ToList(),
            ["recentBlockhash"] = message.Blockhash.ToString(),
            ["instructions"] = message.Instructions.Select(i => new
            {
                programId = landed.Keys[i.Program].ToString(), accounts = i.Accounts.Select(a => landed.Keys[a].ToString()).ToList(), data = Base58.Encode(i.Data), stackHeight = 1,
            }).ToList(),
        };
        return WithLookups(json, message);
    }

    private static Dictionary<string, object> WithLookups(Dictionary<string, object> json, Message message)
    {
        if (message.Version is not null)
        {
            json["addressTableLookups"] = message.Lookups.Select(l => new
            {
                accountKey = l.Table.ToString(), writableIndexes = l.Writable.Select(i => (int)i).ToList(), readonlyIndexes = l.Readonly.Select(i => (int)i).ToList(),
            }).ToList();
        }

        return json;
    }

    private static object Meta(LandedTransaction landed)
    {
        var own = landed.Transaction.Message.Keys.Length;
        var meta = new Dictionary<string, object?>
        {
            ["err"] = landed.Error?.ToJson(),
            ["status"] = Status(landed.Error),
            ["fee"] = landed.Fee,
            ["preBalances"] = landed.LamportsBefore,
            ["postBalances"] = landed.LamportsAfter,
            ["innerInstructions"] = Inner(landed.Inner, landed.Keys),
            ["logMessages"] = landed.Logs,
            ["preTokenBalances"] = landed.TokensBefore.Select(Token).ToList(),
            ["postTokenBalances"] = landed.TokensAfter.Select(Token).ToList(),
            ["rewards"] = Array.Empty<object>(),
            ["loadedAddresses"] = new
            {
                writable = landed.Keys.Skip(own).Take(landed.LookedUpWritable).Select(k => k.ToString()).ToList(),
                @readonly = landed.Keys.Skip(own + landed.LookedUpWritable).Select(k => k.ToString()).ToList(),
            },
            ["computeUnitsConsumed"] = landed.UnitsUsed,
        };
        if (landed.ReturnData is { } data)
        {
            meta["returnData"] = Returned(data);
        }

        return meta;
    }

    private static object Token(TokenBalance balance) => new
    {
        accountIndex = balance.Account,
        mint = balance.Mint.ToString(),
        owner = balance.Owner.ToString(),
        programId = balance.Program.ToString(),
        uiTokenAmount = RpcJson.Amount(balance.Amount, balance.Decimals),
    };
}
