using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>Methods that send transactions or try them.</summary>
internal sealed class TransactionMethods(SolanaEmulatorOptions options, CounterBook counters)
{
    private uint _airdrops;

    public IEnumerable<(string Name, Func<RpcCall, object?> Run)> All =>
    [
        ("sendTransaction", Send),
        ("simulateTransaction", Simulate),
        ("requestAirdrop", c => Airdrop(c.Node.Chain, c.Key(0), c.Number(1))),
    ];

    /// <summary>Sends lamports of the faucet's; the signature.</summary>
    public string Airdrop(SolanaChain chain, PublicKey to, ulong lamports)
    {
        if (lamports > options.AirdropLimit)
        {
            throw new RpcException(-32603, "Internal error");
        }

        // The limit differs each time, so that two airdrops alike are two transactions.
        var message = MessageBuilder.Build(ChainGenesis.Faucet.Key, chain.Blockhashes.Of(chain.Slot(Commitment.Finalized)),
            [ComputeBudgetProgram.Limit(10_000 + (_airdrops++ % 100_000)), SystemProgram.Transfer(ChainGenesis.Faucet.Key, to, lamports)]);
        var transaction = new SolanaTransaction([ChainGenesis.Faucet.Sign(message)], message, MessageReader.Read(message));
        chain.Submit(transaction, Landing.Usual, isVerified: true);
        return transaction.Signature;
    }

    private string Send(RpcCall call)
    {
        var config = call.Config(1);
        var transaction = TransactionReader.Read(call.Text(0), RpcCall.Text(config, "encoding"));
        var slot = call.Slot(config, name: "preflightCommitment");
        RequireTables(call.Node, transaction, slot);
        counters.Add("solana", "sent");
        var skips = RpcCall.Flag(config, "skipPreflight");
        if (!skips)
        {
            Preflight(call, transaction, slot);
        }

        call.Node.Chain.Submit(transaction, call.Landing, isVerified: !skips);
        return transaction.Signature;
    }

    private void Preflight(RpcCall call, SolanaTransaction transaction, ulong slot)
    {
        if (!transaction.IsSigned())
        {
            counters.Add("solana", "bad_signatures");
            throw RpcException.SignatureFailure();
        }

        var outcome = call.Node.Chain.Check(transaction, slot) is { } refusal ? TransactionOutcome.Refused(refusal) : call.Node.Chain.Simulate(transaction, slot);
        if (outcome.Error is { } error)
        {
            counters.Add("solana", "preflight_failures");
            throw new RpcException(-32002, $"Transaction simulation failed: {error.Sentence}", JsonSerializer.SerializeToNode(new
            {
                accounts = (object?)null,
                err = error.ToJson(),
                innerInstructions = (object?)null,
                logs = outcome.Logs,
                replacementBlockhash = (object?)null,
                returnData = (object?)null,
                unitsConsumed = outcome.UnitsUsed,
            }, RpcJson.Options));
        }
    }

    private static object Simulate(RpcCall call)
    {
        var config = call.Config(1);
        var transaction = TransactionReader.Read(call.Text(0), RpcCall.Text(config, "encoding"));
        var (verify, replace) = (RpcCall.Flag(config, "sigVerify"), RpcCall.Flag(config, "replaceRecentBlockhash"));
        if (verify && replace)
        {
            throw RpcException.InvalidParams("sigVerify may not be used with replaceRecentBlockhash");
        }

        var slot = call.Slot(config);
        var (node, chain) = (call.Node, call.Node.Chain);
        RequireTables(node, transaction, slot);
        if (verify && !transaction.IsSigned())
        {
            throw RpcException.SignatureFailure();
        }

        var outcome = !replace && chain.Check(transaction, slot) is { } refusal ? TransactionOutcome.Refused(refusal) : chain.Simulate(transaction, slot);
        return RpcJson.InContext(slot, new
        {
            accounts = Accounts(call, config, outcome, slot),
            err = outcome.Error?.ToJson(),
            innerInstructions = RpcCall.Flag(config, "innerInstructions") ? TransactionJson.Inner(outcome.Inner, outcome.Keys) : null,
            logs = outcome.Logs,
            replacementBlockhash = replace ? new { blockhash = chain.Blockhashes.Of(slot).ToString(), lastValidBlockHeight = Blockhashes.LastValidHeight(slot) } : null,
            returnData = TransactionJson.Returned(outcome.ReturnData),
            unitsConsumed = outcome.UnitsUsed,
        });
    }

    private static List<object?>? Accounts(RpcCall call, JsonElement config, TransactionOutcome outcome, ulong slot)
    {
        if (config.ValueKind != JsonValueKind.Object || !config.TryGetProperty("accounts", out var asked) || asked.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (RpcCall.Text(asked, "encoding") is null or "binary" or "base58")
        {
            throw RpcException.InvalidParams("base58 encoding not supported");
        }

        ChainAccount? Find(PublicKey key)
        {
            var place = outcome.Keys.ToList().IndexOf(key);
            var account = place < 0 || outcome.Error is not null ? call.Node.Find(key, slot, false) : outcome.Accounts[place].After;
            return account is { Lamports: > 0 } ? account : null;
        }

        return asked.TryGetProperty("addresses", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(k => AccountJson.Write(Find(RpcCall.KeyOf(k.GetString() ?? "")), asked, Find))]
            : throw RpcException.InvalidParams("Invalid params: missing field `addresses`.");
    }

    /// <summary>A node takes the keys out of the lookup tables before anything else, and calls a wrong table a wrong parameter.</summary>
    private static void RequireTables(SolanaNode node, SolanaTransaction transaction, ulong slot)
    {
        if (LookupTable.Resolve(transaction.Message, k => node.Find(k, slot, false), slot, out _, out _) is { } error)
        {
            throw RpcException.InvalidParams($"invalid transaction: {error.Sentence}");
        }
    }
}
