using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Gateway.Api.Trading;

/// <summary>Trades of an agent and its wallet: list, order, approve, reject, say what became of one in doubt.</summary>
internal static class TradesApi
{
    private const int MaxReason = 500;
    private const ulong MostFunds = 1_000_000_000_000;

    /// <summary>Maps <c>/v1/agents/{id}/trades</c> and <c>/v1/agents/{id}/wallet</c>.</summary>
    public static RouteGroupBuilder MapTradesApi(this IEndpointRouteBuilder app)
    {
        var wallet = app.MapGroup("/v1/agents/{id}/wallet").WithTags("Trades");
        wallet.MapGet("", Wallet);
        wallet.MapPost("/fund", Fund);
        var group = app.MapGroup("/v1/agents/{id}/trades").WithTags("Trades");
        group.MapGet("", List);
        group.MapPost("", Order);
        group.MapGet("/{trade_id}", Get);
        group.MapPost("/{trade_id}/approve", Approve);
        group.MapPost("/{trade_id}/reject", Reject);
        group.MapPost("/{trade_id}/resolve", Resolve);
        return group;
    }

    [EndpointSummary("The agent's wallet by its own books, with the limits that hold for it.")]
    private static async Task<Ok<WalletResource>> Wallet(string id, IGrainFactory grains)
    {
        await grains.RequireAgentAsync(id);
        var trader = await grains.GetGrain<ITraderGrain>(id).GetTrader();
        return TypedResults.Ok(WalletResource.From(trader, trader.Wallet.Length > 0 ? await WalletOf(grains, trader.World, trader.Wallet).GetWallet() : null));
    }

    [EndpointSummary("Gives the agent's wallet SOL of the emulated chain, to be tried out with.")]
    [EndpointDescription("409 not_emulated where the chain is live: real money comes from people.")]
    private static async Task<Results<NoContent, ProblemHttpResult>> Fund(string id, FundRequest request, IGrainFactory grains, [FromServices] IEmulatedUsers? users, CancellationToken cancellationToken)
    {
        if (!ulong.TryParse(request.Lamports, NumberStyles.None, CultureInfo.InvariantCulture, out var lamports) || lamports is 0 or > MostFunds)
        {
            return Problems.Field("lamports", "lamports is a text of digits, from 1 to 1000000000000 (1,000 SOL).", ProblemCodes.InvalidBody);
        }

        await grains.RequireAgentAsync(id);
        var trader = await grains.GetGrain<ITraderGrain>(id).GetTrader();
        if (users is null || trader.World.Length == 0 || trader.World.StartsWith("live", StringComparison.Ordinal))
        {
            return Problems.Of(StatusCodes.Status409Conflict, ProblemCodes.NotEmulated, "This is done in the emulated world only, by the gateway of a silo whose chain is emulated.");
        }

        if (trader.Wallet.Length == 0)
        {
            return Problems.Of(StatusCodes.Status409Conflict, AgentProblemCodes.TradingRefused, trader.Refusal);
        }

        return await users.FundAsync(trader.Wallet, lamports, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, ProblemCodes.EmulatorsUnavailable, "The emulators do not answer. Start them by ./puppet emulators, or start the engine with its own.");
    }

    [EndpointSummary("Trades of an agent, newest first.")]
    private static async Task<Results<Ok<Page<TradeResource>>, ProblemHttpResult>> List(string id, IGrainFactory grains, string? status, int? limit, string? cursor)
    {
        if ((Paging.Check(limit) ?? EffectsApi.State(status, out _)) is { } problem)
        {
            return problem;
        }

        EffectsApi.State(status, out var state);
        await grains.RequireAgentAsync(id);
        var page = await grains.Catalog().ListEffects(new EffectFilter { AgentId = id, State = state, Kinds = [EffectKind.Swap], Limit = limit ?? Paging.DefaultLimit, Cursor = cursor });
        return TypedResults.Ok(new Page<TradeResource>([.. page.Items.Where(e => e.Trade is not null).Select(e => TradeResource.From(e.Trade!))], page.Next));
    }

    [EndpointSummary("One trade.")]
    private static async Task<Results<Ok<TradeResource>, ProblemHttpResult>> Get(string id, [FromRoute(Name = "trade_id")] string tradeId, IGrainFactory grains) =>
        await FindAsync(id, tradeId, grains) is { Trade: { } trade } ? TypedResults.Ok(TradeResource.From(trade)) : NotFound(tradeId);

    [EndpointSummary("Orders a trade with the agent's wallet.")]
    [EndpointDescription("202 with the trade once the intent is stored; wait (seconds, at most 25) waits for its end, or for a person. Needs the header Idempotency-Key: the same key and body give the same trade, another body is a conflict. The policy judges it before anything is signed, and once more at the signature: what it refuses ends as refused, with all findings. Above the agent's threshold it is held for an approval.")]
    private static async Task<Results<Accepted<TradeResource>, ProblemHttpResult>> Order(
        string id, TradeRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, EffectWait effects, int? wait, CancellationToken cancellationToken)
    {
        if ((Check(request, wait) ?? IdempotencyKeys.Read(idempotencyKey, out _)) is { } problem)
        {
            return problem;
        }

        IdempotencyKeys.Read(idempotencyKey, out var key);
        var result = await grains.Agent(id).Trade(new TradeCommand
        {
            Cause = $"{caller.Name}/{key}",
            BodyHash = IdempotencyKeys.HashBody(request.InputMint, request.OutputMint, request.Amount, request.SlippageBps, request.Reason),
            By = caller.Name,
            InputMint = request.InputMint!,
            OutputMint = request.OutputMint!,
            InputUnits = ulong.Parse(request.Amount!, NumberStyles.None, CultureInfo.InvariantCulture),
            SlippageBps = request.SlippageBps,
            Reason = request.Reason ?? "",
        });
        if (result.Effect is not { } effect)
        {
            return CommandProblems.Of(result);
        }

        if (wait > 0)
        {
            effect = await effects.ForEndAsync(effect, TimeSpan.FromSeconds(wait.Value), cancellationToken);
        }

        return TypedResults.Accepted($"/v1/agents/{id}/trades/{effect.EffectId}", TradeResource.From(effect.Trade!));
    }

    [EndpointSummary("Approves a held trade on exactly the terms whose approval_hash is sent back.")]
    [EndpointDescription("Single use, for ten minutes. By another key than the one that ordered it, where there are two with the scope trade. The whole policy runs again at the signature; a worse quote is put before a person anew.")]
    private static async Task<Results<Ok<TradeResource>, ProblemHttpResult>> Approve(
        string id, [FromRoute(Name = "trade_id")] string tradeId, TradeApprovalRequest request, Caller caller, IGrainFactory grains)
    {
        if (string.IsNullOrWhiteSpace(request.Hash))
        {
            return Problems.Field("hash", "hash is required: the approval_hash of the trade as you read it.", ProblemCodes.InvalidBody);
        }

        var keys = await grains.GetGrain<IAccessGrain>(KeyDirectory.GrainKey).List();
        return await ReviewAsync(id, tradeId, grains, new TradeReview
        {
            TradeId = tradeId, Verdict = "approve", By = caller.Name, Hash = request.Hash, OthersMayApprove = keys.Exists(key => key.Name != caller.Name && key.Scopes.HasFlag(ApiScope.Trade)),
        });
    }

    [EndpointSummary("Rejects a trade that was not signed yet: it is cancelled.")]
    private static Task<Results<Ok<TradeResource>, ProblemHttpResult>> Reject(
        string id, [FromRoute(Name = "trade_id")] string tradeId, Caller caller, IGrainFactory grains) =>
        ReviewAsync(id, tradeId, grains, new TradeReview { TradeId = tradeId, Verdict = "reject", By = caller.Name });

    [EndpointSummary("Says what became of a trade in doubt: landed or not_landed.")]
    private static async Task<Results<Ok<TradeResource>, ProblemHttpResult>> Resolve(
        string id, [FromRoute(Name = "trade_id")] string tradeId, TradeResolveRequest request, Caller caller, IGrainFactory grains) => request.Outcome is "landed" or "not_landed"
        ? await ReviewAsync(id, tradeId, grains, new TradeReview { TradeId = tradeId, Verdict = request.Outcome, By = caller.Name })
        : Problems.Field("outcome", "outcome is neither landed nor not_landed.", ProblemCodes.InvalidBody);

    private static async Task<Results<Ok<TradeResource>, ProblemHttpResult>> ReviewAsync(string id, string tradeId, IGrainFactory grains, TradeReview review)
    {
        if (await FindAsync(id, tradeId, grains) is not { Trade: { } trade })
        {
            return NotFound(tradeId);
        }

        var result = await WalletOf(grains, trade.World, trade.Wallet).Review(review);
        return result.Trade is { } changed ? TypedResults.Ok(TradeResource.From(changed)) : Problems.Of(StatusCodes.Status409Conflict, result.Problem!, result.Detail!);
    }

    private static async Task<EffectView?> FindAsync(string id, string tradeId, IGrainFactory grains) =>
        await grains.Catalog().FindEffect(tradeId) is { } effect && effect.AgentId == id ? effect : null;

    private static IWalletGrain WalletOf(IGrainFactory grains, string world, string wallet) => grains.GetGrain<IWalletGrain>($"{world}/{wallet}");

    private static ProblemHttpResult? Check(TradeRequest request, int? wait) => request switch
    {
        { InputMint: null or "" } => Problems.Field("input_mint", "input_mint is required: the address of the token that is given.", ProblemCodes.InvalidBody),
        { OutputMint: null or "" } => Problems.Field("output_mint", "output_mint is required: the address of the token that is received.", ProblemCodes.InvalidBody),
        { Amount: null } => Problems.Field("amount", "amount is required: base units (lamports for SOL) as a text of digits.", ProblemCodes.InvalidBody),
        { Amount: { } amount } when !ulong.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var units) || units == 0 =>
            Problems.Field("amount", "amount is no number of base units above 0. Write digits alone: 10000000 lamports are 0.01 SOL.", ProblemCodes.InvalidBody),
        { SlippageBps: < 1 or > 10_000 } => Problems.Field("slippage_bps", "slippage_bps is a number of hundredths of a per cent, from 1 to 10000.", ProblemCodes.InvalidBody),
        { Reason.Length: > MaxReason } => Problems.Field("reason", $"reason is longer than {MaxReason} characters. Shorten it.", ProblemCodes.InvalidBody),
        _ => wait is < 0 or > EffectWait.MaxSeconds ? Problems.Field("wait", $"wait is {wait}. Give 0 to {EffectWait.MaxSeconds} seconds.") : null,
    };

    private static ProblemHttpResult NotFound(string id) =>
        Problems.Of(StatusCodes.Status404NotFound, AgentProblemCodes.EffectNotFound, $"The agent has no trade '{(id.Length <= 80 ? id : id[..80])}'. GET …/trades lists those there are.");
}
