using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>
/// Holds an app's stream while accounts follow it. What comes over it is handed to the accounts' feeds, which store it; here nothing is
/// stored: an account whose post was not taken, or whose rule is not in force, is told that it is not covered, and reads by itself.
/// </summary>
[GrainType("x-stream")]
internal sealed partial class XStreamGrain(
    IGrainContext context, ISocialStream stream, IGrainFactory grains, IOptions<SocialOptions> options, TimeProvider time, ILogger<XStreamGrain> logger) : IXStreamGrain, IGrainBase
{
    /// <summary>The rules are looked after so often.</summary>
    internal static readonly TimeSpan Tending = TimeSpan.FromSeconds(10);

    /// <summary>A stream that ended for good is tried again after so long: somebody may have changed the app's plan.</summary>
    internal static readonly TimeSpan Again = TimeSpan.FromHours(1);

    private readonly string _key = context.GrainId.Key.ToString()!;
    private readonly Dictionary<string, Follower> _followers = new(StringComparer.Ordinal);
    private readonly TimeSpan _settling = options.Value.MentionInterval + Tending;
    private IGrainTimer? _tending;
    private IGrainTimer? _reading;
    private CancellationTokenSource? _open;
    private DateTimeOffset _firstFollowed;
    private DateTimeOffset _notBefore;
    private DateTimeOffset _rulesNotBefore;
    private HashSet<string> _wanted = [];
    private HashSet<string> _inForce = [];
    private bool _connected;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public Task<StreamStanding> Follow(string accountKey, string handle)
    {
        var now = time.GetUtcNow();
        if (!_followers.TryGetValue(accountKey, out var follower) || !string.Equals(follower.Handle, handle, StringComparison.OrdinalIgnoreCase))
        {
            _firstFollowed = _followers.Count == 0 ? now : _firstFollowed;
            _followers[accountKey] = follower = new Follower(handle);
        }

        follower.SeenAt = now;
        _tending ??= this.RegisterGrainTimer(TendAsync, new GrainTimerCreationOptions(Tending, Tending) { Interleave = true, KeepAlive = true });
        return Task.FromResult(new StreamStanding { CoveredSince = _connected ? follower.CoveredSince : null });
    }

    /// <inheritdoc/>
    public Task Leave(string accountKey)
    {
        _followers.Remove(accountKey);
        return Task.CompletedTask;
    }

    /// <summary>The connection ends with the activation.</summary>
    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        Close();
        return Task.CompletedTask;
    }

    /// <summary>Forgets who does not follow any more, and brings the rules into line with who does.</summary>
    internal async Task TendAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        foreach (var (account, follower) in _followers.ToList())
        {
            if (now - follower.SeenAt > (3 * options.Value.MentionInterval) + Tending)
            {
                _followers.Remove(account);
            }
        }

        if (_followers.Count == 0)
        {
            // With nobody left the activation may end. Rules that stand cost nothing while nobody reads.
            Close();
            return;
        }

        // After a start all accounts say so within one interval: rules are not taken away from those that have not yet.
        if (now - _firstFollowed < _settling)
        {
            return;
        }

        if (now >= _rulesNotBefore)
        {
            await KeepRulesAsync(now, token);
        }

        if (_inForce.Count > 0 && _followers.Count > 0)
        {
            _reading ??= this.RegisterGrainTimer(ReadAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Tending) { Interleave = true, KeepAlive = true });
        }
    }

    /// <summary>Reads until the stream ends for good or nobody follows; the timer comes back to it.</summary>
    internal async Task ReadAsync(CancellationToken token)
    {
        if (time.GetUtcNow() < _notBefore || _inForce.Count == 0 || Account() is not { } account || _open is not null)
        {
            return;
        }

        using var open = _open = CancellationTokenSource.CreateLinkedTokenSource(token);
        try
        {
            await foreach (var told in stream.ReadAsync(account, SocialTier.Of(options.Value.Tier).HasBackfill ? 5 : 0, open.Token))
            {
                await TakeAsync(told);
            }
        }
        catch (OperationCanceledException) when (open.IsCancellationRequested)
        {
            // Nobody follows any more, or the activation ends.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogBroke(logger, _key, failure);
        }
        finally
        {
            (_connected, _open) = (false, null);
        }
    }

    private async Task TakeAsync(StreamEvent told)
    {
        var now = time.GetUtcNow();
        switch (told.Kind)
        {
            case StreamEventKind.Connected:
                _connected = true;
                foreach (var follower in _followers.Values.Where(f => f.CoveredSince is not null))
                {
                    follower.CoveredSince = now;
                }

                break;
            case StreamEventKind.Post:
                await Task.WhenAll(_followers.Where(f => told.Post!.Mentions.Contains(f.Value.Handle, StringComparer.OrdinalIgnoreCase)).Select(f => HandAsync(f.Key, f.Value, told)));
                break;
            case StreamEventKind.Interrupted:
                _connected = false;
                break;
            case StreamEventKind.Ended:
                _connected = false;
                _notBefore = told.Outcome?.RetryAt is { } at && at > now ? at : now + Again;
                LogEnded(logger, _key, told.Outcome?.Code ?? "", _notBefore);
                break;
        }
    }

    /// <summary>Gives a post to the account's feed; one that was not taken is found by reading.</summary>
    private async Task HandAsync(string account, Follower follower, StreamEvent told)
    {
        var taken = false;
        try
        {
            taken = await grains.GetGrain<IXMentionsGrain>(account).Hear(new PostPage
            {
                Outcome = new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok },
                Posts = [told.Post!],
                Referenced = [.. told.Referenced],
            });
        }
        // One account that cannot be reached keeps nobody else from hearing.
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogNotHanded(logger, account, failure);
        }

        if (!taken)
        {
            follower.CoveredSince = time.GetUtcNow();
        }
    }

    private void Close()
    {
        _open?.Cancel();
        _reading?.Dispose();
        _tending?.Dispose();
        (_reading, _tending, _wanted, _inForce) = (null, null, [], []);
    }

    private SocialAccountKey? Account() => _followers.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } first ? SocialAccountKey.Parse(first) : null;

    private sealed class Follower(string handle)
    {
        public string Handle { get; } = handle;

        public DateTimeOffset SeenAt { get; set; }

        /// <summary>Since when its rule is in force and nothing of it was missed; null while it has no rule.</summary>
        public DateTimeOffset? CoveredSince { get; set; }
    }
}
