using System.Text.Json;
using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm.Errors;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Engine.Llm.Structured;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>
/// Makes one attempt at one tier: size, circuit, free place, reservation, call, judgement, settlement. What was sent and not answered
/// whole is charged in full, for nobody can prove that it cost nothing.
/// </summary>
internal sealed class LlmAttemptRunner(PriceTable prices, LlmTierStates states, LlmChainOptions options, TimeProvider time)
{
    /// <param name="request">What is asked.</param>
    /// <param name="tools">Its tools.</param>
    /// <param name="tier">Who is asked.</param>
    /// <param name="left">What the call may still cost; null for no limit of its own.</param>
    /// <param name="budget">The ceiling.</param>
    /// <param name="timeout">The longest it may take.</param>
    /// <param name="cancellationToken">The caller's token; a deadline that passes is a result, the caller's leaving is not.</param>
    /// <exception cref="OperationCanceledException">The caller left; what was sent is settled.</exception>
    public async Task<AttemptResult> RunAsync(
        LlmRequest request, ChatTools tools, LlmTier tier, long? left, ILlmBudget budget, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var state = states.Of(tier);
        var started = time.GetTimestamp();
        var model = tier.Model;
        var priceModel = tier.PriceModel ?? model;
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        AttemptResult Fail(LlmErrorClass error, string detail) => new() { Tier = tier, Model = model, Error = error, Detail = detail, Elapsed = time.GetElapsedTime(started) };

        var size = AttemptSize.For(request, tier, priceModel, prices, left, day);
        if (size.Refusal is { } tooDear)
        {
            return Fail(LlmErrorClass.Budget, tooDear);
        }

        if (!state.Circuit.TryEnter(out var opensIn, out var reason))
        {
            return Fail(LlmErrorClass.CircuitOpen, $"not asked: {reason}") with { RetryAfter = opensIn };
        }

        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await state.Places.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            state.Circuit.Abandoned();
            cancellationToken.ThrowIfCancellationRequested();
            return Fail(LlmErrorClass.Timeout, $"not asked: all {tier.MaxConcurrency} places were taken until the deadline");
        }

        try
        {
            var reservation = await budget.ReserveAsync(request.AgentId, request.CallId, size.Worst, size.Tokens, timeout + options.ReservationGrace, either.Token).ConfigureAwait(false);
            if (reservation.Id is null)
            {
                state.Circuit.Abandoned();
                return Fail(LlmErrorClass.Budget, reservation.Refusal ?? "not asked: the budget refused it") with { RetryAt = reservation.RetryAt };
            }

            var call = new AttemptCall(request, tools, tier, model, state.ModeOf(tier), size.MaxOutputTokens);
            var result = await AskAsync(call, either.Token).ConfigureAwait(false);
            var charged = Charge(result, tier, priceModel, size.Worst, day) with { Elapsed = time.GetElapsedTime(started) };
            // Settled whoever is still there to read the answer.
            await budget.SettleAsync(reservation, charged.Usage).ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested && charged.Error is not null)
            {
                state.Circuit.Abandoned();
                cancellationToken.ThrowIfCancellationRequested();
            }

            Report(state, charged, ownModel: !tier.IsWished);
            return charged;
        }
        catch (OperationCanceledException)
        {
            // Only the reservation can end here: nothing was sent.
            state.Circuit.Abandoned();
            cancellationToken.ThrowIfCancellationRequested();
            return Fail(LlmErrorClass.Timeout, "not asked: the budget did not answer before the deadline");
        }
        finally
        {
            state.Places.Release();
        }
    }

    private static async Task<CallResult> AskAsync(AttemptCall call, CancellationToken cancellationToken)
    {
        var result = new AttemptResult { Tier = call.Tier, Model = call.Model };
        try
        {
            var asked = call.Tier.Client.GetResponseAsync(
                ChatRequestMapper.Messages(call.Request, call.Mode),
                ChatRequestMapper.Options(call.Request, call.Tools, call.Model, call.Mode, call.MaxOutputTokens),
                cancellationToken);
            // A client that does not mind its token must not hold up the turn.
            var response = await asked.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new CallResult(AnswerJudge.Judge(call, response, result), response.Usage, response.Usage is null ? LlmCharge.InDoubt : LlmCharge.None);
        }
        catch (LlmTierException e)
        {
            return new CallResult(result with { Error = e.Class, Detail = e.Message, RetryAfter = e.RetryAfter, FormatRefused = e.FormatRefused, Status = e.Status }, null, e.Charge);
        }
        catch (OperationCanceledException)
        {
            return new CallResult(result with { Error = LlmErrorClass.Timeout, Detail = "no answer before the deadline" }, null, LlmCharge.InDoubt);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a client throws, the next tier gets its turn; the class of the exception is in the attempt.
            return new CallResult(result with { Error = LlmErrorClass.Server, Detail = ProviderText.Clean($"{e.GetType().Name}: {e.Message}") }, null, LlmCharge.InDoubt);
        }
    }

    private AttemptResult Charge(CallResult call, LlmTier tier, string priceModel, LlmCost worst, DateOnly day)
    {
        if (call.Usage is not { } usage)
        {
            var doubt = call.Charge == LlmCharge.InDoubt;
            return call.Result with
            {
                Usage = new LlmUsage { MicroDollars = doubt ? worst.MicroDollars : 0, PriceUnknown = doubt && worst.PriceUnknown },
                RetryAfter = RetryAfter(call),
            };
        }

        var (prompt, cached, written) = (usage.InputTokenCount ?? 0, usage.CachedInputTokenCount ?? 0, usage.OutputTokenCount ?? 0);
        var cost = prices.Cost(tier.Provider, priceModel, prompt, cached, written, day);
        return call.Result with
        {
            Usage = new LlmUsage { PromptTokens = prompt, CachedTokens = cached, CompletionTokens = written, MicroDollars = cost.MicroDollars, PriceUnknown = cost.PriceUnknown },
        };
    }

    private TimeSpan? RetryAfter(CallResult call) => call.Result.Error switch
    {
        LlmErrorClass.RateLimit => call.Result.RetryAfter ?? options.RateLimitPause,
        LlmErrorClass.Quota => Longer(call.Result.RetryAfter, options.QuotaPause),
        LlmErrorClass.Auth => options.AuthPause,
        _ => call.Result.RetryAfter,
    };

    private void Report(LlmTierState state, AttemptResult result, bool ownModel)
    {
        switch (result.Error)
        {
            case LlmErrorClass.RateLimit or LlmErrorClass.Quota:
                state.Circuit.Rest(result.RetryAfter!.Value, result.Error == LlmErrorClass.Quota ? "its money or quota is used up" : "its rate window is closed");
                break;
            // A 404 for a model that the agent wished for says nothing of the tier.
            case LlmErrorClass.Auth when ownModel || result.Status != 404:
                state.Circuit.Rest(result.RetryAfter!.Value, "its key or model is refused");
                break;
            case LlmErrorClass.Server or LlmErrorClass.Timeout:
                state.Circuit.Failed(options.CircuitFailures, Longer(result.RetryAfter, options.CircuitPause));
                break;
            default:
                state.Circuit.Succeeded();
                break;
        }
    }

    private static TimeSpan Longer(TimeSpan? one, TimeSpan other) => one > other ? one.Value : other;

    private sealed record CallResult(AttemptResult Result, UsageDetails? Usage, LlmCharge Charge);
}
