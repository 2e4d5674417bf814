using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>
/// Jupiter's swaps, prices and tokens. Failures are results. Nothing is tried twice, and nothing that it returns is trusted: quotes are
/// compared with what was asked, transactions with their quotes before they are signed.
/// </summary>
public sealed class JupiterClient
{
    /// <summary>The most mints whose prices one call asks for.</summary>
    private const int MostPrices = 50;

    private readonly JupiterTransport _transport;
    private readonly IOptions<JupiterOptions> _options;

    internal JupiterClient(JupiterTransport transport, IOptions<JupiterOptions> options) => (_transport, _options) = (transport, options);

    /// <summary>Which way swaps take, by the settings.</summary>
    public JupiterSwapApi SwapApi => _options.Value.SwapApi;

    /// <summary>The parts of a swap with its quote (<c>/swap/v2/build</c>).</summary>
    /// <param name="request">With a taker; the input is fixed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<JupiterResult<JupiterBuild>> BuildAsync(JupiterSwapRequest request, CancellationToken cancellationToken) =>
        _transport.GetAsync("/swap/v2/build", ExactIn(request).Query(), body => Value(JupiterReader.Build(body, request)), cancellationToken);

    /// <summary>An assembled swap with its quote (<c>/swap/v2/order</c>); without a taker, a quote.</summary>
    public Task<JupiterResult<JupiterOrder>> OrderAsync(JupiterSwapRequest request, CancellationToken cancellationToken) =>
        _transport.GetAsync("/swap/v2/order", ExactIn(request).Query().Where(q => q.Name != "maxAccounts"), body =>
            body.TryGetProperty("errorCode", out var code) && code.ValueKind == JsonValueKind.Number && JupiterReader.Text(body, "transaction").Length == 0
                ? new JupiterResult<JupiterOrder>(null, JupiterErrorTable.OfOrder(code.GetInt32(), JupiterReader.Text(body, "router")), null)
                : Value(JupiterReader.Order(body, request)), cancellationToken);

    /// <summary>Has Jupiter send an order (<c>/swap/v2/execute</c>). A failure that may have acted, and an outcome that may land, are for the chain to settle.</summary>
    /// <param name="signed">The order's transaction, signed by the wallet.</param>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Ends the call; what was sent stays sent.</param>
    public Task<JupiterResult<JupiterExecution>> ExecuteAsync(SolanaTransaction signed, JupiterOrder order, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["signedTransaction"] = signed.ToBase64(), ["requestId"] = order.RequestId };
        if (order.LastValidBlockHeight is { } height)
        {
            body["lastValidBlockHeight"] = height.ToString(CultureInfo.InvariantCulture);
        }

        return _transport.PostAsync("/swap/v2/execute", body, acts: true, _options.Value.ExecuteTimeout, answer => Value(JupiterReader.Execution(answer)), cancellationToken);
    }

    /// <summary>A quote of the older API (<c>/swap/v1/quote</c>), with the body that <see cref="SwapV1Async"/> wants back as it came.</summary>
    public Task<JupiterResult<JupiterV1Quote>> QuoteV1Async(JupiterSwapRequest request, CancellationToken cancellationToken) =>
        _transport.GetAsync("/swap/v1/quote", request.Query().Where(q => q.Name != "taker").Append(("swapMode", request.Mode == SwapMode.ExactOut ? "ExactOut" : "ExactIn")),
            body => Value(new JupiterV1Quote(JupiterReader.Quote(body, request), body.GetRawText())), cancellationToken);

    /// <summary>The transaction of an older quote (<c>/swap/v1/swap</c>).</summary>
    /// <param name="quote">The quote.</param>
    /// <param name="wallet">Pays and signs.</param>
    /// <param name="maximumPriorityFee">The most for haste, in lamports.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<JupiterResult<JupiterV1Swap>> SwapV1Async(JupiterV1Quote quote, PublicKey wallet, ulong maximumPriorityFee, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["userPublicKey"] = wallet.ToString(),
            ["quoteResponse"] = JsonNode.Parse(quote.Body),
            ["wrapAndUnwrapSol"] = true,
            ["dynamicComputeUnitLimit"] = true,
            ["prioritizationFeeLamports"] = new JsonObject
            {
                ["priorityLevelWithMaxLamports"] = new JsonObject { ["priorityLevel"] = "veryHigh", ["maxLamports"] = maximumPriorityFee },
            },
        };
        return _transport.PostAsync("/swap/v1/swap", body, acts: false, _options.Value.RequestTimeout, answer => Value(new JupiterV1Swap(
            SolanaTransaction.Parse(JupiterReader.Text(answer, "swapTransaction")),
            JupiterReader.Height(answer.GetProperty("lastValidBlockHeight")) ?? throw new FormatException("No block height."))), cancellationToken);
    }

    /// <summary>Prices in dollars (<c>/price/v3</c>). A mint that is missing has no price that Jupiter would vouch for.</summary>
    public async Task<JupiterResult<IReadOnlyDictionary<PublicKey, JupiterPrice>>> PricesAsync(IReadOnlyCollection<PublicKey> mints, CancellationToken cancellationToken)
    {
        var prices = new Dictionary<PublicKey, JupiterPrice>();
        JupiterRateLimit? limit = null;
        foreach (var part in mints.Distinct().Chunk(MostPrices))
        {
            var wanted = part.ToHashSet();
            var result = await _transport.GetAsync("/price/v3", [("ids", string.Join(',', part))], body => Value<IReadOnlyList<KeyValuePair<PublicKey, JupiterPrice>>>(
                [.. body.EnumerateObject().Select(pair => (Mint: PublicKey.Parse(pair.Name), Price: JupiterReader.Price(pair.Value))).Where(pair => pair.Price is not null && wanted.Contains(pair.Mint))
                    .Select(pair => KeyValuePair.Create(pair.Mint, pair.Price!))]), cancellationToken);
            if (result.Failure is { } failure)
            {
                return new JupiterResult<IReadOnlyDictionary<PublicKey, JupiterPrice>>(null, failure, result.RateLimit);
            }

            limit = result.RateLimit;
            foreach (var (mint, price) in result.Value!)
            {
                prices[mint] = price;
            }
        }

        return new JupiterResult<IReadOnlyDictionary<PublicKey, JupiterPrice>>(prices, null, limit);
    }

    /// <summary>Tokens by name, symbol or mint (<c>/tokens/v2/search</c>). A symbol is anybody's: what trades is told by mint.</summary>
    public Task<JupiterResult<ImmutableArray<JupiterToken>>> SearchTokensAsync(string query, CancellationToken cancellationToken) =>
        TokensAsync("/tokens/v2/search", [("query", query)], cancellationToken);

    /// <summary>The tokens that Jupiter verified (<c>/tokens/v2/tag</c>).</summary>
    public Task<JupiterResult<ImmutableArray<JupiterToken>>> VerifiedTokensAsync(CancellationToken cancellationToken) => TokensAsync("/tokens/v2/tag", [("query", "verified")], cancellationToken);

    /// <summary>Tokens by their activity (<c>/tokens/v2/toptraded/1h</c> and its like).</summary>
    public Task<JupiterResult<ImmutableArray<JupiterToken>>> ListTokensAsync(JupiterTokenList list, JupiterInterval interval, CancellationToken cancellationToken) =>
        TokensAsync($"/tokens/v2/{list.ToString().ToLowerInvariant()}/{interval switch { JupiterInterval.FiveMinutes => "5m", JupiterInterval.Hour => "1h", JupiterInterval.SixHours => "6h", _ => "24h" }}", [], cancellationToken);

    private Task<JupiterResult<ImmutableArray<JupiterToken>>> TokensAsync(string path, IEnumerable<(string, string?)> query, CancellationToken cancellationToken) =>
        _transport.GetAsync(path, query, body => Value(body.EnumerateArray().Select(JupiterReader.Token).ToImmutableArray()), cancellationToken);

    private static JupiterSwapRequest ExactIn(JupiterSwapRequest request) => request.Mode == SwapMode.ExactIn
        ? request
        : throw new ArgumentException("The newer API quotes a fixed input only; a fixed output takes the older one.", nameof(request));

    private static JupiterResult<T> Value<T>(T value) => new(value, null, null);
}
