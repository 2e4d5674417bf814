using System.Collections.Immutable;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>Units of a mint and what they cost, by the average of all purchases.</summary>
/// <param name="Mint">The mint.</param>
/// <param name="Units">Base units that trades brought and did not take away again; what the wallet really has is the chain's to say.</param>
/// <param name="CostLamports">What was given for them, fees of the purchases included.</param>
public sealed record Position(string Mint, ulong Units, ulong CostLamports);

/// <summary>
/// What trades did to a wallet, in lamports and base units, from final transactions only. At any time
/// <c>realised − cost of all positions = change of the wallet's SOL by trades + rent locked by them</c>, to the lamport.
/// </summary>
public sealed record TradeLedger
{
    /// <summary>A ledger of nothing.</summary>
    public static TradeLedger Empty { get; } = new();

    /// <summary>Positions by mint, in the order of their mints.</summary>
    public ImmutableArray<Position> Positions { get; init; } = [];

    /// <summary>Profit, or loss below zero, of what was sold, in lamports, after all fees.</summary>
    public long RealisedLamports { get; init; }

    /// <summary>Fees and tips of all trades, failed ones too.</summary>
    public ulong FeeLamports { get; init; }

    /// <summary>Locked in token accounts that trades opened; it comes back when they are closed.</summary>
    public ulong RentLamports { get; init; }

    /// <summary>Trades that worked.</summary>
    public long Settled { get; init; }

    /// <summary>Trades that the chain undid; their fees are lost.</summary>
    public long Failed { get; init; }

    /// <summary>The position in a mint; one of nothing where there is none.</summary>
    public Position this[string mint] => Positions.FirstOrDefault(p => p.Mint == mint) ?? new Position(mint, 0, 0);

    /// <summary>What so many units of a mint cost, rounded up; null where trades never brought that many.</summary>
    public ulong? Basis(string mint, ulong units)
    {
        var position = this[mint];
        return position.Units >= units && units > 0 ? (ulong)(((UInt128)position.CostLamports * units + position.Units - 1) / position.Units) : null;
    }

    /// <summary>Enters a final transaction.</summary>
    public TradeLedger Enter(TradeIntent intent, TradeReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(receipt);
        var fees = this with { FeeLamports = FeeLamports + receipt.FeeLamports, RentLamports = RentLamports + receipt.RentLamports };
        if (receipt.Error is not null)
        {
            return fees with { Failed = Failed + 1, RealisedLamports = RealisedLamports - (long)receipt.FeeLamports };
        }

        var next = fees with { Settled = Settled + 1 };
        return (intent.InputMint == Mints.Sol, intent.OutputMint == Mints.Sol) switch
        {
            (true, _) => next.Add(intent.OutputMint, receipt.ReceivedUnits, receipt.SpentUnits + receipt.FeeLamports),
            (false, true) => next.Take(intent.InputMint, receipt.SpentUnits, receipt.ReceivedUnits, receipt.FeeLamports),
            _ => next.Take(intent.InputMint, receipt.SpentUnits, receipt.WorthLamports, receipt.FeeLamports).Add(intent.OutputMint, receipt.ReceivedUnits, receipt.WorthLamports),
        };
    }

    private TradeLedger Add(string mint, ulong units, ulong cost)
    {
        var position = this[mint];
        return With(position with { Units = position.Units + units, CostLamports = position.CostLamports + cost });
    }

    private TradeLedger Take(string mint, ulong units, ulong proceeds, ulong fee)
    {
        // More than trades brought came into the wallet in other ways, and cost nothing here.
        var position = this[mint];
        var known = Math.Min(units, position.Units);
        var cost = position.Units == 0 ? 0 : (ulong)((UInt128)position.CostLamports * known / position.Units);
        var rest = position with { Units = position.Units - known, CostLamports = position.CostLamports - cost };
        return With(rest) with { RealisedLamports = RealisedLamports + (long)proceeds - (long)cost - (long)fee };
    }

    private TradeLedger With(Position position)
    {
        var others = Positions.RemoveAll(p => p.Mint == position.Mint);
        return this with { Positions = position.Units == 0 && position.CostLamports == 0 ? others : [.. others.Add(position).OrderBy(p => p.Mint, StringComparer.Ordinal)] };
    }
}
