using System.Globalization;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Rpc;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Streaming;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Control;

/// <summary>The Solana part of the control API.</summary>
internal sealed class SolanaControl(SolanaChain chain, SolanaNodes nodes, SubscriptionHub hub)
{
    /// <summary>
    /// What has landed, oldest first, whatever its commitment: <c>account</c> (an address it names), <c>after</c> (number) and
    /// <c>limit</c> narrow it. Airdrops are among it.
    /// </summary>
    public IResult Transactions(IQueryCollection query)
    {
        var after = long.TryParse(query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var a) ? a : 0;
        var most = int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue;
        var account = query["account"].ToString();
        PublicKey? address = account.Length == 0 ? null : PublicKey.Parse(account);
        lock (chain.Gate)
        {
            chain.Advance();
            var items = chain.History.All.Where(t => t.Number > after && (address is not { } key || t.Keys.Contains(key))).Take(most).Select(Item).ToList();
            return ControlJson.Ok(new { items, pending = chain.Pending.Count, slot = chain.Tip, block_height = SlotClock.Height(chain.Tip) });
        }
    }

    /// <summary>An account as the newest slot has it, with what it holds of tokens.</summary>
    public IResult Account(string address)
    {
        var key = PublicKey.Parse(address);
        lock (chain.Gate)
        {
            chain.Advance();
            var tokens = chain.Ledger.All(chain.Tip).Where(a => ProgramIds.IsToken(a.Account.Owner))
                .Select(a => (a.Key, Holding: TokenHolding.TryRead(a.Account.Data))).Where(a => a.Holding?.Owner == key)
                .Select(a => new { account = a.Key.ToString(), mint = a.Holding!.Mint.ToString(), amount = a.Holding.Amount, frozen = a.Holding.IsFrozen }).ToList();
            var account = chain.Ledger.Find(key, chain.Tip);
            return ControlJson.Ok(new
            {
                address,
                lamports = account?.Lamports ?? 0,
                owner = account?.Owner.ToString(),
                data = account is null ? null : Convert.ToBase64String(account.Data),
                tokens,
            });
        }
    }

    /// <summary>Gives an address lamports, or tokens of a mint, at once and without a transaction.</summary>
    public async Task<IResult> FundAsync(HttpRequest request)
    {
        var body = await ControlJson.ReadAsync<SolanaFundRequest>(request);
        var (owner, mint) = (PublicKey.Parse(body.Address), body.Mint is { } m ? PublicKey.Parse(m) : (PublicKey?)null);
        lock (chain.Gate)
        {
            chain.Advance();
            var account = mint is { } of ? chain.GiveTokens(owner, of, body.Amount) : owner;
            if (mint is null)
            {
                var before = chain.Ledger.Find(owner, chain.Tip) ?? ChainAccount.Empty;
                chain.Set([new AccountChange(owner, before with { Lamports = checked(before.Lamports + body.Amount) })]);
            }

            return ControlJson.Ok(new { account = account.ToString(), slot = chain.Tip }, 201);
        }
    }

    /// <summary>Makes a mint, or sets one anew, at once and without a transaction.</summary>
    public async Task<IResult> MintAsync(HttpRequest request)
    {
        var body = await ControlJson.ReadAsync<SolanaMintRequest>(request);
        lock (chain.Gate)
        {
            chain.Advance();
            var key = body.Address is { } address ? PublicKey.Parse(address) : PublicKey.Named($"mint {chain.Tip} {body.Symbol} {body.Name}");
            chain.Set([new AccountChange(key, MintMaker.Make(key, body))]);
            return ControlJson.Ok(new { mint = key.ToString() }, 201);
        }
    }

    /// <summary>How the nodes stand.</summary>
    public IResult Nodes() => ControlJson.Ok(new
    {
        items = nodes.All.Select((n, i) => new { node = ((char)('a' + i)).ToString(), path = n.Path, lag_slots = n.Lag }).ToList(),
        sockets = hub.Count,
        genesis_hash = chain.GenesisHash.ToString(),
        slot_ms = chain.Clock.SlotTime.TotalMilliseconds,
    });

    /// <summary>Lets a node lag behind, or cuts all sockets.</summary>
    public async Task<IResult> SetNodeAsync(HttpRequest request)
    {
        var body = await ControlJson.ReadAsync<SolanaNodeRequest>(request);
        var node = nodes.Find(body.Node) ?? throw new FormatException($"There is no node '{body.Node}'; there are a and b.");
        if (body.LagSlots is < 0 or > (int)SolanaChain.LongestLag)
        {
            throw new FormatException($"A node may lag 0 to {SolanaChain.LongestLag} slots behind.");
        }

        lock (chain.Gate)
        {
            node.Lag = (ulong)(body.LagSlots ?? (int)node.Lag);
        }

        return ControlJson.Ok(new { node = body.Node, lag_slots = node.Lag, cut = body.Cut ? hub.Disconnect() : 0 });
    }

    /// <summary>Gives up blocks that are not finalized yet: those from a transaction's on, or the newest so many.</summary>
    public async Task<IResult> ForkAsync(HttpRequest request)
    {
        var body = await ControlJson.ReadAsync<SolanaForkRequest>(request);
        lock (chain.Gate)
        {
            chain.Advance();
            var landed = body.Signature is null ? null : chain.History.Find(body.Signature) ?? throw new FormatException($"{body.Signature} is not on the chain.");
            if (landed is not null && landed.Slot <= chain.Slot(Commitment.Finalized))
            {
                throw new FormatException($"{body.Signature} is finalized: no fork takes it away.");
            }

            chain.Fork(landed?.Slot ?? (chain.Tip - Math.Min(body.Slots, chain.Tip)), body.Signature);
            return ControlJson.Ok(new { slot = chain.Tip, transactions = chain.History.All.Count });
        }
    }

    private object Item(LandedTransaction landed) => new
    {
        number = landed.Number,
        signature = landed.Signature,
        slot = landed.Slot,
        time = DateTimeOffset.FromUnixTimeSeconds(chain.Clock.UnixTime(landed.Slot)),
        commitment = HistoryMethods.NameOf(nodes.All[0].Of(landed.Slot)),
        fee_payer = landed.Keys[0].ToString(),
        fee = landed.Fee,
        err = landed.Error?.ToJson(),
        programs = landed.Transaction.Message.Instructions.Select(i => landed.Keys[i.Program].ToString()).Distinct().ToList(),
        accounts = landed.Keys.Select((key, i) => new { key = key.ToString(), lamports_before = landed.LamportsBefore[i], lamports_after = landed.LamportsAfter[i] }).ToList(),
        transaction = Convert.ToBase64String(landed.Bytes),
    };
}
