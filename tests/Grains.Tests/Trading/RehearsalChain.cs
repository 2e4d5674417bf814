using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Tests.Grains.Trading;

/// <summary>
/// A market, a signer and a chain of two endpoints in memory: blocks of 400 ms, hashes that live for 150 of them, finality after 32. It drops what is
/// sent, lands it late, gives blocks up, lags and falls silent, as often as it is told. One wallet; SOL at 200 dollars.
/// </summary>
internal sealed class RehearsalChain(TimeProvider time, Random random) : ITradeVenue, IWalletSigner
{
    public const string Wallet = "7YttLkHDoNj9wyDur5pM1ejNaAvT9X4eqaYcHQqtj2G5";
    private const ulong Life = 150;
    private const ulong Finality = 32;
    private const ulong Fee = 25_000;

    private readonly DateTimeOffset _genesis = time.GetUtcNow();
    private readonly Dictionary<string, Transaction> _signed = [];

    /// <summary>How often something goes wrong, 0 to 1.</summary>
    public double Trouble { get; set; }

    /// <summary>Called before and after everything that leaves the wallet's grain; throws to kill it.</summary>
    public Action<string> At { get; set; } = _ => { };

    /// <summary>Sends of a signature after it was told never to.</summary>
    public int SendsWhileForbidden { get; private set; }

    /// <summary>Whether sending is forbidden from now on.</summary>
    public bool IsForbidden { get; set; }

    /// <summary>Everything that was ever signed.</summary>
    public IReadOnlyCollection<Transaction> All => _signed.Values;

    /// <summary>What final transactions did to the wallet's lamports.</summary>
    public long SolDelta => All.Where(IsFinal).Sum(t => t.IsUndone ? -(long)Fee : (t.Terms.OutputMint == Mints.Sol ? (long)t.Terms.QuotedUnits : 0) - (t.Terms.InputMint == Mints.Sol ? (long)t.Terms.InputUnits : 0) - (long)Fee);

    private ulong Height => (ulong)((time.GetUtcNow() - _genesis).TotalMilliseconds / 400) + 1_000;

    /// <summary>Whether it stands for good.</summary>
    public bool IsFinal(Transaction transaction) => transaction.LandsAt is { } at && at + Finality <= Height && !(transaction.GivenUpAt < at + Finality);

    public Task<TradeOffer> OfferAsync(string wallet, TradeIntent intent, CancellationToken cancellationToken) => Around("offer", () =>
    {
        if (Draw(0.2))
        {
            throw new TradeRefusedException("market_unreachable", "The market does not answer.", isPassing: true);
        }

        var (now, buys) = (time.GetUtcNow(), intent.InputMint == Mints.Sol);
        var quoted = buys ? intent.InputUnits / 5 : intent.InputUnits * 5;
        TokenFacts Of(string mint) => mint == Mints.Sol ? new TokenFacts { Mint = mint, Decimals = 9 } : new TokenFacts { Mint = mint, Decimals = 6, Usd = 1, UsdAt = now, HasMintAuthority = true };
        return new TradeOffer
        {
            Terms = new TradeTerms
            {
                Wallet = wallet, InputMint = intent.InputMint, OutputMint = intent.OutputMint, InputUnits = intent.InputUnits, QuotedUnits = quoted, LeastUnits = quoted * 995 / 1000,
                SlippageBps = 50, Costs = new TradeCosts { SignatureLamports = 5_000, PriorityLamports = 20_000 }, QuotedAt = now,
            },
            Facts = new TradeFacts { Input = Of(intent.InputMint), Output = Of(intent.OutputMint), SolUsd = 200, BalanceLamports = 50_000_000_000, InputUnits = 50_000_000_000 },
            Transaction = new byte[] { 1 },
            LastValidHeight = Height + Life,
        };
    });

    public Task<SignedTrade> SignAsync(SigningPermit permit, CancellationToken cancellationToken) => Around("sign", () =>
    {
        if (Draw(0.1))
        {
            throw new TradeRefusedException("simulation_failed", "The simulation failed.", isPassing: true);
        }

        var transaction = new Transaction(permit.Trade.Id, $"{permit.Trade.Id}-{_signed.Count}", permit.Offer.Terms, permit.Offer.LastValidHeight) { IsUndone = Draw(0.2) };
        _signed.Add(transaction.Signature, transaction);
        return new SignedTrade("AQ==", transaction.Signature, transaction.LastValidHeight, time.GetUtcNow());
    });

    public Task SendAsync(SignedTrade signed, CancellationToken cancellationToken) => Around("send", () =>
    {
        SendsWhileForbidden += IsForbidden ? 1 : 0;
        var (transaction, height) = (_signed[signed.Signature], Height);
        if (transaction.LandsAt is not null && !(transaction.GivenUpAt <= height))
        {
            return true;
        }

        if (!Draw(0.5))
        {
            // At once, or up to a minute later: also after whoever sent it died.
            var at = height + 1 + (Draw(0.6) ? (ulong)random.Next(150) : 0);
            if (at <= transaction.LastValidHeight)
            {
                (transaction.LandsAt, transaction.GivenUpAt) = (at, Draw(0.2) ? at + 1 + (ulong)random.Next(30) : null);
            }
        }

        return Draw(0.2) ? throw new HttpRequestException("The endpoint does not answer.") : true;
    });

    public Task<IReadOnlyCollection<SignatureReading>> ReadAsync(SignedTrade signed, CancellationToken cancellationToken) =>
        Around<IReadOnlyCollection<SignatureReading>>("read", () => [.. new[] { "a", "b" }.Where(_ => !Draw(0.3)).Select(endpoint => Read(endpoint, _signed[signed.Signature]))]);

    public Task<TradeReceipt?> ReceiptAsync(string wallet, TradeIntent intent, string signature, CancellationToken cancellationToken) => Around("receipt", () =>
    {
        var transaction = _signed[signature];
        return Draw(0.3) || !IsFinal(transaction) ? null : new TradeReceipt
        {
            Signature = signature, Slot = transaction.LandsAt!.Value, Error = transaction.IsUndone ? "custom 6001" : null, FeeLamports = Fee,
            SpentUnits = transaction.IsUndone ? 0 : transaction.Terms.InputUnits, ReceivedUnits = transaction.IsUndone ? 0 : transaction.Terms.QuotedUnits,
        };
    });

    private SignatureReading Read(string endpoint, Transaction transaction)
    {
        // An endpoint that lags sees an older chain; what it says of heights is as old.
        var height = Height - (Draw(0.4) ? (ulong)random.Next(100) : 0);
        var stands = transaction.LandsAt <= height && !(transaction.GivenUpAt <= height);
        var standing = !stands ? SignatureStanding.Absent : transaction.LandsAt + Finality <= height ? SignatureStanding.Final : SignatureStanding.Landed;
        return new SignatureReading(endpoint, standing, height - Finality, height - Finality, true)
        {
            Slot = stands ? transaction.LandsAt : null, Error = stands && transaction.IsUndone ? "custom 6001" : null,
        };
    }

    private Task<T> Around<T>(string what, Func<T> act)
    {
        At($"{what}.before");
        var result = act();
        At($"{what}.after");
        return Task.FromResult(result);
    }

    private bool Draw(double share) => random.NextDouble() < share * Trouble;

    /// <summary>A signed transaction and what becomes of it.</summary>
    internal sealed class Transaction(string trade, string signature, TradeTerms terms, ulong lastValidHeight)
    {
        public string Trade { get; } = trade;

        public string Signature { get; } = signature;

        public TradeTerms Terms { get; } = terms;

        public ulong LastValidHeight { get; } = lastValidHeight;

        /// <summary>Whether the chain takes its fee and undoes the rest.</summary>
        public bool IsUndone { get; init; }

        /// <summary>The height at which it lands; null where it does not.</summary>
        public ulong? LandsAt { get; set; }

        /// <summary>The height at which its block is given up before it is final; null where it is not.</summary>
        public ulong? GivenUpAt { get; set; }
    }
}
