using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>What the market has on the chain: mints, pools with full vaults, accounts for Jupiter's own fee, lookup tables.</summary>
internal static class MarketAccounts
{
    /// <summary>Vaults hold so many times what the pool counts with, so that they can always pay.</summary>
    private const int Depth = 50;
    private const int MostInTable = 256;

    /// <summary>Owns the accounts that Jupiter's own fee goes to.</summary>
    public static PublicKey FeeOwner { get; } = PublicKey.Named("collector of Jupiter's fees");

    /// <summary>Where tips go.</summary>
    public static PublicKey TipAccount { get; } = PublicKey.Named("collector of tips");

    public static PublicKey EventAuthority { get; } = ProgramAddress.Find(ProgramIds.Jupiter, "__event_authority"u8.ToArray()).Address;

    /// <summary>The lookup tables by address: one of programs and mints, the others of pools.</summary>
    public static IReadOnlyDictionary<PublicKey, PublicKey[]> Tables { get; } = MakeTables();

    /// <summary>What every chain begins with; made once, since accounts are never written to.</summary>
    public static IReadOnlyList<AccountChange> Genesis { get; } = MakeGenesis();

    private static List<AccountChange> MakeGenesis()
    {
        var made = new Dictionary<PublicKey, ChainAccount>();
        foreach (var (record, request) in MarketSeed.Tokens)
        {
            made[record.Mint] = MintMaker.Make(record.Mint, request);
        }

        foreach (var (record, _) in MarketSeed.Tokens)
        {
            foreach (var change in Of(record, mint => MarketSeed.Tokens.First(t => t.Record.Mint == mint).Record, made.GetValueOrDefault))
            {
                made[change.Key] = change.Account;
            }
        }

        foreach (var (address, addresses) in Tables)
        {
            var bytes = new LookupTable(ulong.MaxValue, SlotClock.First - 1, 0, null, addresses).ToBytes();
            made[address] = new ChainAccount(Rent.Minimum(bytes.Length), ProgramIds.LookupTable, bytes);
        }

        made[TipAccount] = new ChainAccount(Rent.Minimum(0), ProgramIds.System, []);
        return [.. made.Select(m => new AccountChange(m.Key, m.Value))];
    }

    /// <summary>The accounts of one token's pools, its mint being there already.</summary>
    public static List<AccountChange> Of(MarketTokenRecord token, Func<PublicKey, MarketTokenRecord> find, Func<PublicKey, ChainAccount?> read)
    {
        var changed = new Dictionary<PublicKey, ChainAccount>();
        ChainAccount? Now(PublicKey key) => changed.GetValueOrDefault(key) ?? read(key);
        void Give(PublicKey account, PublicKey owner, MarketTokenRecord of, ulong units)
        {
            foreach (var change in TokenGift.Make(account, owner, of.Mint, units, Now))
            {
                changed[change.Key] = change.Account;
            }
        }

        Give(ProgramAddress.OfTokens(FeeOwner, token.Program, token.Mint), FeeOwner, token, 0);
        foreach (var pool in Market.PoolsOf(token))
        {
            if (Now(pool.Address) is not null)
            {
                continue;
            }

            changed[pool.Address] = new ChainAccount(Rent.Minimum(PoolState.Length), ProgramIds.Whirlpool, new byte[PoolState.Length]);
            foreach (var (vault, mint) in ((PublicKey, PublicKey)[])[(pool.VaultA, pool.A), (pool.VaultB, pool.B)])
            {
                var of = find(mint);
                var units = token.Liquidity * pool.Share / 2 / of.Price * Market.Power(of.Decimals) * Depth;
                Give(vault, pool.Address, of, (ulong)Math.Min(units, long.MaxValue / 4));
            }

            foreach (var key in (PublicKey[])[pool.TickArray(0), pool.TickArray(1), pool.TickArray(2), pool.Oracle])
            {
                changed[key] = new ChainAccount(Rent.Minimum(0), ProgramIds.Whirlpool, []);
            }
        }

        return [.. changed.Select(c => new AccountChange(c.Key, c.Value))];
    }

    private static Dictionary<PublicKey, PublicKey[]> MakeTables()
    {
        PublicKey[] general =
        [
            ProgramIds.Token, ProgramIds.Token2022, ProgramIds.AssociatedToken, ProgramIds.System, ProgramIds.Memo, ProgramIds.Whirlpool, ProgramIds.Jupiter, EventAuthority,
            .. MarketSeed.Tokens.Select(t => t.Record.Mint),
        ];
        var tables = new Dictionary<PublicKey, PublicKey[]> { [PublicKey.Named("lookup table of programs and mints")] = general };
        foreach (var chunk in MarketSeed.Tokens.SelectMany(t => Market.PoolsOf(t.Record)).SelectMany(p => p.Addresses).Chunk(MostInTable))
        {
            tables[PublicKey.Named($"lookup table of pools {tables.Count}")] = chunk;
        }

        return tables;
    }
}
