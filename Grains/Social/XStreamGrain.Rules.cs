using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>The rules of the app's stream: this house's share few, everybody else's are left alone.</summary>
internal sealed partial class XStreamGrain
{
    /// <summary>X's most rules of an app.</summary>
    private const int MostAtX = 1_000;

    /// <summary>A change that X did not take is asked for again after so long.</summary>
    private static readonly TimeSpan RulesAgain = TimeSpan.FromMinutes(5);

    /// <summary>Brings X's rules into line with those that are wanted; X is asked only when these have changed.</summary>
    private async Task KeepRulesAsync(DateTimeOffset now, CancellationToken token)
    {
        var packed = StreamRulePacking.Pack(_followers.Values.Select(f => f.Handle), options.Value.StreamRules);
        var wanted = packed.Select(p => p.Rule.Value).ToHashSet(StringComparer.Ordinal);
        if (wanted.SetEquals(_wanted))
        {
            // Whoever came since is named by the same rules: another agent's account of the same handle.
            Cover(packed, now);
            return;
        }

        var account = Account()!.Value;
        var listed = await stream.ListRulesAsync(account, token);
        if (IsRefused(listed, now))
        {
            return;
        }

        var missing = packed.Select(p => p.Rule).Where(rule => !listed.Rules.Exists(there => there.Value == rule.Value)).ToList();
        var old = listed.Rules.Where(rule => rule.Tag == StreamRulePacking.Tag && !wanted.Contains(rule.Value)).Select(rule => rule.Id).ToList();

        // New ones first, so that no account is without a rule in between; where there is no room for both, it reads by itself meanwhile.
        var crowded = old.Count > 0 && listed.Rules.Count + missing.Count > MostAtX;
        if (crowded)
        {
            _inForce = [];
            Cover([], now);
            if (IsRefused(await stream.DeleteRulesAsync(account, old, token), now))
            {
                return;
            }
        }

        var added = missing.Count == 0 ? null : await stream.AddRulesAsync(account, missing, token);
        if (added is not null && !IsRefused(added, now))
        {
            added.Problems.ForEach(problem => LogRuleRefused(logger, _key, problem));
        }

        _inForce = [.. listed.Rules.Concat(added?.Rules ?? []).Select(rule => rule.Value).Where(wanted.Contains)];
        Cover(packed, now);
        if (!wanted.SetEquals(_inForce))
        {
            _rulesNotBefore = _rulesNotBefore > now ? _rulesNotBefore : now + RulesAgain;
        }
        else if (old.Count == 0 || crowded || !IsRefused(await stream.DeleteRulesAsync(account, old, token), now))
        {
            _wanted = wanted;
            LogRules(logger, _key, wanted.Count, _followers.Count);
        }
    }

    private void Cover(List<(StreamRule Rule, List<string> Handles)> packed, DateTimeOffset now)
    {
        var covered = packed.Where(p => _inForce.Contains(p.Rule.Value)).SelectMany(p => p.Handles).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var follower in _followers.Values)
        {
            follower.CoveredSince = covered.Contains(follower.Handle) ? follower.CoveredSince ?? now : null;
        }
    }

    private bool IsRefused(StreamRules answer, DateTimeOffset now)
    {
        if (answer.Outcome.Class == OutcomeClass.Sent)
        {
            return false;
        }

        _rulesNotBefore = answer.Outcome.RetryAt is { } at && at > now ? at : now + RulesAgain;
        LogRulesRefused(logger, _key, answer.Outcome.Code, _rulesNotBefore);
        return true;
    }
}
