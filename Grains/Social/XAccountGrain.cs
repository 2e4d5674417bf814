using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>
/// One account on X. Calls come one at a time; each changes the state in memory and stores it once. After a failed write the activation
/// ends, because what memory says may not be what is stored.
/// </summary>
[GrainType("x-account")]
internal sealed partial class XAccountGrain(
    IGrainContext context,
    [PersistentState("x-account", "Default")] IPersistentState<XAccountState> state,
    XAccountServices services) : IXAccountGrain, IGrainBase
{
    private readonly SocialAccountKey _key = services.KeyOf(context.GrainId.Key.ToString()!);
    private SocialAccountIdentity? _identity;
    private AppSlice? _slice;
    private int _sliceLeft;
    private int _appStops;
    private int _appLimit;
    private XAccountSnapshot? _stored;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public async Task<SocialPermit> Reserve(SocialPermitRequest request)
    {
        if (await StoppedAsync() is { } stopped)
        {
            return stopped;
        }

        if (XPermits.Find(state.State, request, services.Time.GetUtcNow()) is { } before)
        {
            // The same permit, unless the app or the window was closed since: leave to call is not leave to call into a wall.
            return await AskAppAsync(isPost: false) ?? before;
        }

        if (XPermits.Refusal(state.State, request, services.Limits, services.Prices, services.Time.GetUtcNow()) is { } refused
            || (refused = await AskAppAsync(XWindows.IsPost(request.Kind))) is not null)
        {
            return refused;
        }

        var stops = _appStops;
        var permit = XPermits.Grant(state.State, request, services.Limits, services.Prices, services.Time.GetUtcNow());
        _sliceLeft -= XWindows.IsPost(request.Kind) ? 1 : 0;
        await WriteAsync();
        if (stops == _appStops)
        {
            return permit;
        }

        // The app stopped while the permit was stored: nobody has it yet, so it can be taken back.
        XPermits.Withdraw(state.State, request);
        await WriteAsync();
        return await AskAppAsync(XWindows.IsPost(request.Kind)) ?? XPermits.Denied(SocialOutcomeCodes.Pacing, "The app stopped for a moment.", services.Time.GetUtcNow());
    }

    /// <inheritdoc/>
    public async Task Settle(SocialSettlement settlement)
    {
        var (now, outcome) = (services.Time.GetUtcNow(), settlement.Outcome);
        if (!XPermits.Settle(state.State, settlement, services.Prices, now))
        {
            // Told again: its window and its stop were taken in the first time.
            return;
        }

        XWindows.Adopt(state.State, settlement.Kind, outcome, services.Limits, now, XPermits.CountInFlight(state.State, settlement.Kind, now));
        if (outcome is { Class: OutcomeClass.Sent, PostId: { } post } && XWindows.IsPost(settlement.Kind))
        {
            state.State.NewestPost = PostIds.Max(state.State.NewestPost, post);
            XClaims.Claim(state.State, settlement.EffectId, [post], now);
        }

        var stop = await StopOfAsync(outcome);
        state.State.Stop = stop ?? state.State.Stop;
        await WriteAsync();
        if (stop is not null)
        {
            await AnnounceAsync(stop);
            await HandToAppAsync();
        }

        if (XWindows.IsPost(settlement.Kind))
        {
            await ReportAsync(outcome.AppDayWindow);
        }
    }

    /// <inheritdoc/>
    public async Task<string?> Claim(string effectId, List<string> candidatePostIds)
    {
        var (post, changed) = XClaims.Claim(state.State, effectId, candidatePostIds, services.Time.GetUtcNow());
        if (changed)
        {
            await WriteAsync();
        }

        return post;
    }

    /// <inheritdoc/>
    public async Task<SocialOutcome> RefreshToken()
    {
        if (await StoppedAsync() is { RetryAt: null } stopped)
        {
            return new SocialOutcome { Class = OutcomeClass.NotSent, Code = stopped.Reason!, Detail = stopped.Detail };
        }

        var outcome = await services.Tokens.RefreshAsync(_key, CancellationToken.None);
        if (await StopOfAsync(outcome) is { } stop)
        {
            await StopAsync(stop);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public async Task ClearStop()
    {
        // What the app said last is asked anew with the next call.
        (_identity, _slice, _sliceLeft) = (null, null, 0);
        // Also where memory holds none: one that was handed to the app may still be stored, and would be handed over again.
        state.State.Stop = null;
        await WriteAsync();
        if (await AppGrainAsync() is { } app)
        {
            await app.ClearStop();
        }

        await RecantAsync();
    }

    /// <inheritdoc/>
    public Task<SocialAccountStatus> GetStatus() => Task.FromResult((_stored ??= XAccountSnapshot.Of(state.State)).At(_key, _slice, services.Time.GetUtcNow()));

    /// <inheritdoc/>
    public Task AppStopped(string code, string detail, DateTimeOffset? until)
    {
        _appStops++;
        (_slice, _sliceLeft) = (null, 0);
        LogAppStopped(services.Logger, _key.ToString(), code);
        return Task.CompletedTask;
    }

    /// <summary>The account's own reasons to make no call at all; null when there is none.</summary>
    private async Task<SocialPermit?> StoppedAsync()
    {
        if (_key.World != services.World.Id)
        {
            return XPermits.Denied(SocialOutcomeCodes.ForeignWorld, $"The account {_key} belongs to another world; this process acts in {services.World.Id}.", null);
        }

        if (state.State.Stop is { OfApp: true })
        {
            await HandToAppAsync();
        }

        if (state.State.Stop is { } stop && stop.Holds(services.Time.GetUtcNow()))
        {
            _identity = null;
            if (stop.Fingerprint.Length == 0 || stop.Fingerprint == (await IdentityAsync()).Fingerprint)
            {
                await AnnounceAsync(stop);
                return XPermits.Denied(stop.Code, stop.Detail, stop.Until);
            }

            state.State.Stop = null;
            await RecantAsync();
        }

        return (await IdentityAsync()).Problem is { } problem ? XPermits.Denied(SocialOutcomeCodes.NeedsAccount, problem, null) : null;
    }

    /// <summary>The app's reasons; null when it lets the call pass, which is then covered by a slice.</summary>
    private async Task<SocialPermit?> AskAppAsync(bool isPost)
    {
        while (_slice is null || _slice.Reason is not null || _slice.ExpiresAt <= services.Time.GetUtcNow() || (isPost && _sliceLeft <= 0))
        {
            var stops = _appStops;
            var slice = await (await AppGrainAsync())!.Grant(_key.ToString());
            if (stops != _appStops)
            {
                continue;
            }

            (_slice, _sliceLeft) = (slice, slice.Posts);
            if (slice.Reason is not null && (slice.Stopped || isPost))
            {
                return XPermits.Denied(slice.Reason, slice.Detail, slice.RetryAt);
            }

            break;
        }

        return null;
    }

    /// <summary>Gives a stop that concerns the whole app to the app, and forgets it here: from then on the app is asked.</summary>
    private async Task HandToAppAsync()
    {
        if (state.State.Stop is { OfApp: true } stop && await AppGrainAsync() is { } app)
        {
            await app.Stop(stop.Code, stop.Detail, stop.Until);
            // Stored with the next write; if none comes, the app is told once more, which changes nothing.
            state.State.Stop = null;
        }
    }

    private async Task ReportAsync(RateWindow? window)
    {
        // Far from its end a window need not be told again: one account's report would be as good as another's.
        if (window is not null && (window.Limit != _appLimit || window.Remaining <= window.Limit / 10) && await AppGrainAsync() is { } app)
        {
            _appLimit = window.Limit;
            await app.Report(window);
        }
    }

    private async ValueTask<StopEntry?> StopOfAsync(SocialOutcome outcome) => outcome.Code switch
    {
        SocialOutcomeCodes.CreditsDepleted or SocialOutcomeCodes.ClientForbidden => Stop(outcome, null, ofApp: true),
        SocialOutcomeCodes.UsageCap => Stop(outcome, outcome.RetryAt ?? NextMonth(), ofApp: true),
        SocialOutcomeCodes.Unauthorized or SocialOutcomeCodes.NeedsLogin or SocialOutcomeCodes.ReadOnlyToken =>
            Stop(outcome, null, ofApp: false) with { Fingerprint = (await IdentityAsync()).Fingerprint },
        _ => null,
    };

    private static StopEntry Stop(SocialOutcome outcome, DateTimeOffset? until, bool ofApp) =>
        new() { Code = outcome.Code, Detail = outcome.Detail ?? outcome.Code, Until = until, OfApp = ofApp };

    private DateTimeOffset NextMonth()
    {
        var now = services.Time.GetUtcNow().UtcDateTime;
        return new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
    }

    private async ValueTask<SocialAccountIdentity> IdentityAsync() => _identity ??= await services.Accounts.ResolveAsync(_key, CancellationToken.None);

    private async ValueTask<IXAppGrain?> AppGrainAsync() =>
        await IdentityAsync() is { HasCredentials: true } identity ? services.Grains.GetGrain<IXAppGrain>($"{_key.World}/{identity.App}") : null;

    private async Task WriteAsync()
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            this.DeactivateOnIdle();
            throw;
        }

        _stored = XAccountSnapshot.Of(state.State);
    }
}
