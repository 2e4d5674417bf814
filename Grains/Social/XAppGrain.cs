using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Social;

/// <summary>
/// One app on X. It sets blocks of posts aside durably and grants slices of a block from memory, so that a thousand accounts cost one
/// write; a crash loses the rest of a block, never spends it twice. Its calls interleave: state changes hold no await, and writes merge.
/// </summary>
[GrainType("x-app")]
internal sealed partial class XAppGrain(
    IGrainContext context,
    [PersistentState("x-app", "Default")] IPersistentState<XAppState> state,
    IGrainFactory grains,
    Worlds worlds,
    IOptions<SocialOptions> options,
    TimeProvider time,
    ILogger<XAppGrain> logger) : IXAppGrain, IGrainBase
{
    private const int LargeLimit = 1_000_000;
    private static readonly TimeSpan SliceLife = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly SocialLimits _limits = options.Value.LimitsOf(worlds.X.IsLive);
    private readonly Dictionary<string, DateTimeOffset> _holders = new(StringComparer.Ordinal);
    private readonly MergedWrite _write = new(state.WriteStateAsync);
    private int _block;
    private DateTimeOffset? _blockOf;
    private Task? _settingAside;
    private bool _broken;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public async Task<AppSlice> Grant(string accountKey)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            if (Refusal(now) is { } refusal)
            {
                Hold(accountKey, refusal.ExpiresAt, now);
                return refusal;
            }

            if (HasBlock(now))
            {
                var posts = Math.Min(_block, state.State.Posts!.Limit >= LargeLimit ? 20 : 1);
                _block -= posts;
                Hold(accountKey, now + SliceLife, now);
                return new AppSlice { Posts = posts, ExpiresAt = now + SliceLife };
            }

            // All who come while a block is being stored wait for that one.
            await (_settingAside is { IsCompleted: false } ? _settingAside : _settingAside = SetAsideAsync(now));
        }
    }

    /// <inheritdoc/>
    public async Task Stop(string code, string detail, DateTimeOffset? until)
    {
        if (state.State.Stop is not { } stop || stop.Code != code || (stop.Until is not null && (until is null || until > stop.Until)))
        {
            state.State.Stop = new StopEntry { Code = code, Detail = detail, Until = until };
        }

        await WriteAsync();
        LogStopped(logger, context.GrainId.Key.ToString()!, code);
        var now = time.GetUtcNow();
        List<string> holders = [.. _holders.Where(h => h.Value > now).Select(h => h.Key)];
        await Task.WhenAll(holders.Select(h => TellAsync(h, code, detail, until)));
    }

    /// <inheritdoc/>
    public async Task Report(RateWindow window)
    {
        var before = state.State.Posts;
        state.State.Posts = RateWindowLedger.Adopt(before, window, time.GetUtcNow(), _block);
        if (before?.Reset == _blockOf && state.State.Posts is { Told: true } posts && before is { Told: false })
        {
            // The same window under its real end: the block set aside in it stays good.
            _blockOf = posts.Reset;
        }

        // A block was set aside from a window that is smaller than was known then.
        _block = Math.Min(_block, window.Remaining);
        if (state.State.Posts != before && window.Remaining == 0)
        {
            await WriteAsync();
        }
    }

    /// <inheritdoc/>
    public async Task ClearStop()
    {
        if (state.State.Stop is not null)
        {
            state.State.Stop = null;
            await WriteAsync();
            LogCleared(logger, context.GrainId.Key.ToString()!);
        }
    }

    /// <summary>Gives what is left of the block back: nobody was granted it.</summary>
    public async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        if (!_broken && _block > 0 && state.State.Posts is { } posts && posts.Reset == _blockOf)
        {
            state.State.Posts = posts with { Used = Math.Max(0, posts.Used - _block) };
            state.State.MonthPosts = Math.Max(0, state.State.MonthPosts - _block);
            _block = 0;
            await WriteAsync();
        }
    }

    // By the ledger's own word for an open window: one that ends a moment earlier here would have blocks set aside without end in that moment.
    private bool HasBlock(DateTimeOffset now) => _block > 0 && state.State.Posts is { } posts && posts.Reset == _blockOf && RateWindowLedger.IsOpen(posts, now);

    private AppSlice? Refusal(DateTimeOffset now)
    {
        if (state.State.Stop is { } stop && stop.Holds(now))
        {
            return Refused(now, stop.Code, stop.Detail, stop.Until, stopped: true);
        }

        if (HasBlock(now))
        {
            return null;
        }

        if (RateWindowLedger.OpensAt(state.State.Posts, now, _limits.AppPostsPerDay) is { } opens)
        {
            return Refused(now, SocialOutcomeCodes.RateWindow, "The app's posts of 24 hours are used up.", opens, stopped: false);
        }

        return _limits.AppPostsPerMonth is { } most && MonthOf(now) == state.State.Month && state.State.MonthPosts >= most
            ? Refused(now, SocialOutcomeCodes.Budget, $"The app's {most} posts of this month are used up (Puppet:Social:AppPostsPerMonth).", NextMonth(now), stopped: false)
            : null;
    }

    /// <summary>Sets a block aside: a thousandth of the limit, at least one, at most what is left. Usable once it is stored.</summary>
    private async Task SetAsideAsync(DateTimeOffset now)
    {
        var month = MonthOf(now);
        if (month > state.State.Month)
        {
            (state.State.Month, state.State.MonthPosts) = (month, 0);
        }

        var opened = RateWindowLedger.Take(state.State.Posts, now, _limits.AppPostsPerDay, Day, 0);
        var left = Math.Min(opened.Limit - opened.Used, (_limits.AppPostsPerMonth ?? int.MaxValue) - state.State.MonthPosts);
        var size = Math.Clamp(Math.Min(opened.Limit / 1_000, left), 1, 1_000);
        state.State.Posts = opened with { Used = opened.Used + size };
        state.State.MonthPosts += size;
        await WriteAsync();
        (_block, _blockOf) = (size, opened.Reset);
    }

    private static AppSlice Refused(DateTimeOffset now, string reason, string detail, DateTimeOffset? retryAt, bool stopped) =>
        new() { Posts = 0, ExpiresAt = now + SliceLife, Reason = reason, Detail = detail, RetryAt = retryAt, Stopped = stopped };

    private void Hold(string accountKey, DateTimeOffset until, DateTimeOffset now)
    {
        _holders[accountKey] = until;
        if (_holders.Count > 1_024 && _holders.Count % 1_024 == 0)
        {
            foreach (var gone in _holders.Where(h => h.Value <= now).Select(h => h.Key).ToList())
            {
                _holders.Remove(gone);
            }
        }
    }

    private async Task TellAsync(string accountKey, string code, string detail, DateTimeOffset? until)
    {
        try
        {
            await grains.GetGrain<IXAccountGrain>(accountKey).AppStopped(code, detail, until);
        }
        // One account that cannot be reached must not keep the others from hearing; its slice ends within half a minute anyway.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNotTold(logger, accountKey, e);
        }
    }

    private async Task WriteAsync()
    {
        if (_broken)
        {
            throw new InvalidOperationException("The state of the app could not be stored; this activation ends. Call again.");
        }

        try
        {
            await _write.WriteAsync();
        }
        catch
        {
            _broken = true;
            this.DeactivateOnIdle();
            throw;
        }
    }

    private static int MonthOf(DateTimeOffset time) => (time.UtcDateTime.Year * 12) + time.UtcDateTime.Month - 1;

    private static DateTimeOffset NextMonth(DateTimeOffset time) =>
        new DateTimeOffset(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
}
