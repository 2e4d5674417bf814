using Orleans;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>When an agent works: its timer, one run at a time, and again after what broke.</summary>
internal sealed partial class AgentGrain
{
    /// <summary>
    /// One run at a time: a tick may already be on its way when the timer is set anew, and interleaving ticks of a timer then meet. The
    /// later one only asks the earlier one to look again.
    /// </summary>
    private async Task WorkAsync(CancellationToken token)
    {
        _lookAgain = true;
        if (_working)
        {
            return;
        }

        _working = true;
        try
        {
            DateTimeOffset? next = null;
            while (_lookAgain && !token.IsCancellationRequested && !_store.IsLost)
            {
                _lookAgain = false;
                next = await RunOnceAsync(token);
            }

            Arm(next);
        }
        finally
        {
            _working = false;
        }
    }

    private async Task<DateTimeOffset?> RunOnceAsync(CancellationToken token)
    {
        try
        {
            await JoinMentionsAsync();
            var next = await _runner.RunAsync(token);
            _failures = 0;
            return next;
        }
        catch (Exception e) when (e is ActivationLostException || (e is OperationCanceledException && token.IsCancellationRequested))
        {
            return null;
        }
        catch (Exception e)
        {
            // Nothing is half done: the step that broke was not committed, or its commit tells what to reconcile.
            LogTurnFailed(e, _id);
            return _services.Time.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(300, 5 << Math.Min(_failures++, 6)));
        }
    }

    /// <summary>Once per activation and account. An account that it spoke by before hears at its next delivery that it does not any more.</summary>
    private async Task JoinMentionsAsync()
    {
        if (_services.ReadMentions && Exists && _definitions.Profile is { StatusReason: "", Seed.AccountKey: var account } && account != _joined)
        {
            await _services.Grains.GetGrain<IXMentionsGrain>(account).Join(_id);
            _joined = account;
        }
    }

    /// <summary>After a tick that came to nothing, spares the others before the next thing is due.</summary>
    private async Task SpareTicksAsync()
    {
        if (!_store.IsLost && _reminder.TicksInVain(_store.Current.ReminderAt, TurnMachine.WakeAt(_store.Current, _services.Turns)))
        {
            await CommitAsync(s => new TurnChange(s) { HasNews = false });
        }
    }

    private void Arm(DateTimeOffset? at)
    {
        if (at is { } due && !_store.IsLost && due - _services.Time.GetUtcNow() is var wait && wait <= TimerReach)
        {
            _timer?.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void EndActivation(string why)
    {
        LogEnding(_id, why);
        this.DeactivateOnIdle();
    }
}
