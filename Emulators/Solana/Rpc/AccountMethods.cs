using System.Text.Json;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>Methods that read accounts.</summary>
internal sealed class AccountMethods
{
    private const int MostAccounts = 100;

    public IEnumerable<(string Name, Func<RpcCall, object?> Run)> All =>
    [
        ("getBalance", c => In(c, 1, slot => c.Node.Find(c.Key(0), slot, c.Lies)?.Lamports ?? 0ul)),
        ("getAccountInfo", c => In(c, 1, slot => Write(c, c.Key(0), slot, c.Config(1)))),
        ("getMultipleAccounts", Multiple),
        ("getTokenAccountsByOwner", TokenAccounts),
        ("getTokenAccountBalance", TokenBalance),
        ("getTokenSupply", TokenSupply),
    ];

    private static object In(RpcCall call, int config, Func<ulong, object?> value)
    {
        var slot = call.Slot(call.Config(config));
        return RpcJson.InContext(slot, value(slot));
    }

    private static object? Write(RpcCall call, PublicKey key, ulong slot, JsonElement config) =>
        AccountJson.Write(call.Node.Find(key, slot, call.Lies), config, k => call.Node.Find(k, slot, false));

    private static object Multiple(RpcCall call)
    {
        var keys = call.Required(0) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(k => RpcCall.KeyOf(k.GetString() ?? "")).ToList()
            : throw RpcException.InvalidParams("Invalid params: invalid type: expected a sequence.");
        return keys.Count <= MostAccounts
            ? In(call, 1, slot => keys.Select(k => Write(call, k, slot, call.Config(1))).ToList())
            : throw RpcException.InvalidParams($"Too many inputs provided; max {MostAccounts}");
    }

    private static object TokenAccounts(RpcCall call)
    {
        var (owner, filter, config) = (call.Key(0), call.Config(1), call.Config(2));
        return In(call, 2, slot =>
        {
            PublicKey? mint = RpcCall.Text(filter, "mint") is { } m ? RpcCall.KeyOf(m) : null;
            PublicKey? program = RpcCall.Text(filter, "programId") is { } p ? RpcCall.KeyOf(p) : null;
            if (mint is { } of)
            {
                program = call.Node.Find(of, slot, false) is { } account && ProgramIds.IsToken(account.Owner)
                    ? account.Owner
                    : throw RpcException.InvalidParams("Invalid param: could not find mint");
            }

            if (program is not { } owning || !ProgramIds.IsToken(owning))
            {
                throw RpcException.InvalidParams(program is null ? "Invalid params: expected `mint` or `programId`." : "Invalid param: unrecognized Token program id");
            }

            return call.Node.Chain.Ledger.All(slot)
                .Where(a => a.Account.Owner == owning && TokenHolding.TryRead(a.Account.Data) is { } h && h.Owner == owner && (mint is null || h.Mint == mint))
                .Select(a => new { pubkey = a.Key.ToString(), account = Write(call, a.Key, slot, config) })
                .OrderBy(a => a.pubkey, StringComparer.Ordinal).ToList();
        });
    }

    private static object TokenBalance(RpcCall call) => In(call, 1, slot =>
    {
        if (call.Node.Find(call.Key(0), slot, call.Lies) is not { } account)
        {
            throw RpcException.InvalidParams("Invalid param: could not find account");
        }

        return ProgramIds.IsToken(account.Owner) && TokenHolding.TryRead(account.Data) is { } holding
            && Mint.TryRead((call.Node.Find(holding.Mint, slot, false) ?? ChainAccount.Empty).Data) is { } mint
            ? RpcJson.Amount(holding.Amount, mint.Decimals)
            : throw RpcException.InvalidParams("Invalid param: not a Token account");
    });

    private static object TokenSupply(RpcCall call) => In(call, 1, slot =>
    {
        if (call.Node.Find(call.Key(0), slot, false) is not { } account)
        {
            throw RpcException.InvalidParams("Invalid param: could not find account");
        }

        return ProgramIds.IsToken(account.Owner) && Mint.TryRead(account.Data) is { IsInitialized: true } mint
            ? RpcJson.Amount(mint.Supply, mint.Decimals)
            : throw RpcException.InvalidParams("Invalid param: not a Token mint");
    });
}
