using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>Who swaps, and how.</summary>
internal sealed record SwapTerms
{
    public required PublicKey Taker { get; init; }

    /// <summary>Pays fees and rent.</summary>
    public required PublicKey Payer { get; init; }

    public bool WrapsSol { get; init; } = true;

    /// <summary>A token account that gets the output instead of the taker's own.</summary>
    public PublicKey? Destination { get; init; }

    /// <summary>Gets the platform's fee.</summary>
    public PublicKey? FeeAccount { get; init; }

    /// <summary>The instruction <c>route_v2</c>; else <c>route</c>.</summary>
    public bool IsVersion2 { get; init; } = true;

    public ulong UnitPrice { get; init; }

    /// <summary>Compute units to ask for; the build endpoint leaves that to its caller.</summary>
    public uint? UnitLimit { get; init; }

    public ulong Tip { get; init; }
}

/// <summary>The instructions of a swap by their part.</summary>
internal sealed record SwapPlan(
    List<Instruction> ComputeBudget, List<Instruction> Setup, Instruction Swap, Instruction? Cleanup, List<Instruction> Other, Instruction? Tip)
{
    /// <summary>All in the order in which Jupiter's documentation puts them together.</summary>
    public IReadOnlyList<Instruction> All => [.. ComputeBudget, .. Setup, Swap, .. Other, .. Cleanup is null ? [] : (Instruction[])[Cleanup], .. Tip is null ? [] : (Instruction[])[Tip]];
}

/// <summary>Makes of a quote the instructions that carry it out.</summary>
internal sealed class SwapBuilder(Market market)
{
    public SwapPlan Build(Quote quote, SwapTerms terms)
    {
        var budget = new List<Instruction>();
        if (terms.UnitLimit is { } limit)
        {
            budget.Add(ComputeBudgetProgram.Limit(limit));
        }

        budget.Add(ComputeBudgetProgram.Price(terms.UnitPrice));
        return new SwapPlan(
            budget, Setup(quote, terms), Swap(quote, terms), Cleanup(quote, terms), [],
            terms.Tip > 0 ? SystemProgram.Transfer(terms.Payer, MarketAccounts.TipAccount, terms.Tip) : null);
    }

    private List<Instruction> Setup(Quote quote, SwapTerms terms)
    {
        var setup = new List<Instruction>();
        if (quote.Input == ProgramIds.NativeMint && terms.WrapsSol)
        {
            var wrapped = Account(terms.Taker, quote.Input);
            setup.Add(AssociatedTokenProgram.CreateIdempotent(terms.Payer, terms.Taker, quote.Input, ProgramIds.Token));
            setup.Add(SystemProgram.Transfer(terms.Taker, wrapped, quote.InAmount));
            setup.Add(new Instruction(ProgramIds.Token, [AccountMeta.Write(wrapped)], [17]));
        }

        foreach (var mint in quote.Hops.Select(h => h.Output).Where(m => m != quote.Output || terms.Destination is null))
        {
            setup.Add(AssociatedTokenProgram.CreateIdempotent(terms.Payer, terms.Taker, mint, Program(mint)));
        }

        return setup;
    }

    private Instruction? Cleanup(Quote quote, SwapTerms terms)
    {
        var unwraps = quote.Input == ProgramIds.NativeMint || (quote.Output == ProgramIds.NativeMint && terms.Destination is null);
        return terms.WrapsSol && unwraps
            ? new Instruction(ProgramIds.Token, [AccountMeta.Write(Account(terms.Taker, ProgramIds.NativeMint)), AccountMeta.Write(terms.Taker), AccountMeta.Sign(terms.Taker)], [9])
            : null;
    }

    private Instruction Swap(Quote quote, SwapTerms terms)
    {
        var steps = quote.Hops.Select((h, i) => new RouteStep(
            Pool.IsVersion2(Program(h.Pool.A), Program(h.Pool.B)), h.Pool.A == h.Input, 10_000, (byte)i, (byte)(i + 1))).ToList();
        var fee = terms.FeeAccount is null ? 0 : quote.PlatformFeeBps;
        var data = new RouteCall(terms.IsVersion2, steps, quote.InAmount, quote.OutAmount, (ushort)quote.SlippageBps, (ushort)fee).ToBytes();

        var (source, own) = (Account(terms.Taker, quote.Input), Account(terms.Taker, quote.Output));
        var none = AccountMeta.Read(ProgramIds.Jupiter);
        var destination = terms.Destination is { } given ? AccountMeta.Write(given) : none;
        AccountMeta[] end = [AccountMeta.Read(MarketAccounts.EventAuthority), none];
        List<AccountMeta> accounts = terms.IsVersion2
            ?
            [
                AccountMeta.Sign(terms.Taker), AccountMeta.Write(source), AccountMeta.Write(terms.Destination ?? own), AccountMeta.Read(quote.Input), AccountMeta.Read(quote.Output),
                AccountMeta.Read(Program(quote.Input)), AccountMeta.Read(Program(quote.Output)), destination, .. end,
                .. fee > 0 ? (AccountMeta[])[AccountMeta.Write(terms.FeeAccount!.Value)] : [],
            ]
            :
            [
                AccountMeta.Read(Program(quote.Input)), AccountMeta.Sign(terms.Taker), AccountMeta.Write(source), AccountMeta.Write(terms.Destination ?? own), destination,
                AccountMeta.Read(quote.Output), fee > 0 ? AccountMeta.Write(terms.FeeAccount!.Value) : none, .. end,
            ];
        foreach (var hop in quote.Hops)
        {
            PublicKey Of(PublicKey mint) => mint == quote.Output && terms.Destination is { } there ? there : Account(terms.Taker, mint);
            accounts.AddRange(hop.Pool.Step(terms.Taker, Of(hop.Pool.A), Of(hop.Pool.B), Program(hop.Pool.A), Program(hop.Pool.B)));
        }

        return new Instruction(ProgramIds.Jupiter, [.. accounts], data);
    }

    private PublicKey Account(PublicKey owner, PublicKey mint) => ProgramAddress.OfTokens(owner, Program(mint), mint);

    private PublicKey Program(PublicKey mint) => market.Find(mint)!.Program;
}
