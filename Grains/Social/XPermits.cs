using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>Grants and settles permits on an account's state; pure, so that the grain only asks, writes and answers.</summary>
internal static class XPermits
{
    private const int SettledKept = 32;
    private const int SettledReadsKept = 4;
    private const int Most = 512;
    private static readonly TimeSpan OpenFor = TimeSpan.FromDays(2);

    /// <summary>A call may last two minutes at most; a permit older than that is not on its way any more.</summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromMinutes(2);

    /// <summary>The permit of a call that was granted before, or a refusal when its window was closed since; null when there is none.</summary>
    internal static SocialPermit? Find(XAccountState state, SocialPermitRequest request, DateTimeOffset now) =>
        state.Permits.Find(p => p.Is(request.EffectId, request.Attempt, request.Kind)) is not { } found ? null
            : XWindows.ClosedSince(state, found.Kind, found.At, now) is { } opens ? Denied(SocialOutcomeCodes.RateWindow, "X's rate window was closed since the permit was granted.", opens)
            : new SocialPermit { Granted = true, BaselineId = found.Baseline };

    /// <summary>Why a call may not be made now; null when it may.</summary>
    internal static SocialPermit? Refusal(XAccountState state, SocialPermitRequest request, SocialLimits limits, SocialPrices prices, DateTimeOffset now)
    {
        var day = SocialBudget.Roll(state.Day, now);
        if (SocialBudget.Refusal(day, request.Kind, prices.Of(request.Kind, request.HasLink), limits) is { } spent)
        {
            return Denied(SocialOutcomeCodes.Budget, spent, SocialBudget.NextDay(day));
        }

        if (XWindows.OpensAt(state, request.Kind, limits, now) is { } opens)
        {
            return Denied(SocialOutcomeCodes.RateWindow, "X's rate window is closed.", opens);
        }

        return XWindows.IsPost(request.Kind) && state.LastPostAt is { } last && now < last + limits.MinSpacing && now >= last
            ? Denied(SocialOutcomeCodes.Pacing, $"Posts of one account keep {limits.MinSpacing.TotalSeconds:0} s of distance.", last + limits.MinSpacing)
            : null;
    }

    /// <summary>Grants a call that <see cref="Refusal"/> let pass, and charges it.</summary>
    internal static SocialPermit Grant(XAccountState state, SocialPermitRequest request, SocialLimits limits, SocialPrices prices, DateTimeOffset now)
    {
        var price = prices.Of(request.Kind, request.HasLink);
        state.Day = SocialBudget.Charge(SocialBudget.Roll(state.Day, now), request.Kind, price);
        XWindows.Take(state, request.Kind, limits, now);
        state.LastPostAt = XWindows.IsPost(request.Kind) ? now : state.LastPostAt;
        state.Permits.Add(new PermitEntry
        {
            Effect = request.EffectId,
            Attempt = request.Attempt,
            Kind = request.Kind,
            At = now,
            Baseline = state.NewestPost,
            Price = price,
            Day = state.Day.Day,
        });
        Forget(state, now);
        return new SocialPermit { Granted = true, BaselineId = state.NewestPost };
    }

    /// <summary>Takes back a permit that was not handed out.</summary>
    internal static void Withdraw(XAccountState state, SocialPermitRequest request)
    {
        var at = state.Permits.FindIndex(p => p.Is(request.EffectId, request.Attempt, request.Kind));
        if (at >= 0)
        {
            var permit = state.Permits[at];
            state.Day = SocialBudget.Refund(state.Day, permit.Kind, permit.Price, permit.Day);
            XWindows.Return(state, permit.Kind);
            state.Permits.RemoveAt(at);
        }
    }

    /// <summary>Settles a call; false when it was settled before and nothing changed by that. Of a forgotten permit nothing is given back.</summary>
    internal static bool Settle(XAccountState state, SocialSettlement settlement, SocialPrices prices, DateTimeOffset now)
    {
        var at = state.Permits.FindIndex(p => p.Is(settlement.EffectId, settlement.Attempt, settlement.Kind));
        if (at < 0)
        {
            return true;
        }

        var permit = state.Permits[at];
        if (permit.State == PermitState.Settled)
        {
            return false;
        }

        state.Day = SocialBudget.Roll(state.Day, now);
        if (settlement.Outcome.Class == OutcomeClass.Ambiguous)
        {
            // In doubt is charged: what may have been sent is not free.
            state.Permits[at] = permit with { State = PermitState.InDoubt };
            return permit.State != PermitState.InDoubt;
        }

        if (settlement.Outcome.Class == OutcomeClass.NotSent)
        {
            state.Day = SocialBudget.Refund(state.Day, permit.Kind, permit.Price, permit.Day);
            if (NeverLeft(settlement.Outcome.Code))
            {
                XWindows.Return(state, permit.Kind);
            }
        }
        else if (prices.PerItem(permit.Kind) is > 0 and var price && permit.Day == state.Day.Day)
        {
            // X charges what a read returned: one that found nothing is free.
            state.Day = state.Day with { MicroDollars = Math.Max(0, state.Day.MicroDollars - permit.Price + (settlement.ItemsRead * price)) };
        }

        state.Permits[at] = permit with { State = PermitState.Settled };
        Forget(state, now);
        return true;
    }

    /// <summary>How many other calls of a kind are permitted and on their way.</summary>
    internal static int CountInFlight(XAccountState state, SocialActKind kind, DateTimeOffset now) =>
        state.Permits.Count(p => p.State == PermitState.Open && XWindows.AreAlike(p.Kind, kind) && now - p.At < InFlight);

    /// <summary>A refusal.</summary>
    internal static SocialPermit Denied(string reason, string? detail, DateTimeOffset? retryAt) =>
        new() { Granted = false, Reason = reason, Detail = detail, RetryAt = retryAt };

    /// <summary>
    /// Settled permits: the newest 32, and of reads the newest four, because a read that was settled is never asked for again and an account
    /// whose mentions are read settles one a minute. Others: two days, after which no attempt is under way and their day's ledger is closed.
    /// 512 in all. A permit that was forgotten and is asked for again is charged again, which errs on the dear side.
    /// </summary>
    internal static void Forget(XAccountState state, DateTimeOffset now)
    {
        var reads = Math.Max(0, state.Permits.Count(IsSettledRead) - SettledReadsKept);
        var settled = state.Permits.Count(p => p.State == PermitState.Settled) - reads - SettledKept;
        var over = state.Permits.Count - Most;
        state.Permits.RemoveAll(p =>
            over-- > 0
            || (IsSettledRead(p) && reads-- > 0)
            || (p.State == PermitState.Settled && settled-- > 0)
            || (p.State != PermitState.Settled && now - p.At > OpenFor));
    }

    private static bool IsSettledRead(PermitEntry permit) => permit.State == PermitState.Settled
        && permit.Kind is SocialActKind.ReadTimeline or SocialActKind.ReadMentions or SocialActKind.ReadConversation or SocialActKind.ReadUsers or SocialActKind.ReadStream;

    private static bool NeverLeft(string code) => code is SocialOutcomeCodes.Killed or SocialOutcomeCodes.NeedsAccount or SocialOutcomeCodes.NeedsLogin
        or SocialOutcomeCodes.ForeignDeployment or SocialOutcomeCodes.ForeignWorld or SocialOutcomeCodes.Unreachable;
}
