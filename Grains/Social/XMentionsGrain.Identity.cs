using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>Who the account is, and which of those who write to it are agents of this house.</summary>
internal sealed partial class XMentionsGrain
{
    /// <summary>Looks up who the account is, once per credentials.</summary>
    private async Task<bool> IdentifyAsync(CancellationToken token)
    {
        var identity = await accounts.ResolveAsync(_key, token);
        if (!identity.HasCredentials || (state.State.OwnId.Length > 0 && state.State.IdentifiedBy == identity.Fingerprint))
        {
            return identity.HasCredentials;
        }

        var profile = await PermittedAsync(SocialActKind.ReadUsers, worker => worker.WhoAmI(_key.ToString(), token), who => who.Outcome, _ => 1);
        if (profile is null || profile.Outcome.Class != OutcomeClass.Sent)
        {
            return false;
        }

        (state.State.OwnId, state.State.OwnHandle, state.State.Tier, state.State.IdentifiedBy) = (profile.UserId, profile.Handle, profile.Tier, identity.Fingerprint);
        await WriteAsync();
        return true;
    }

    /// <summary>
    /// Notes where others can find it which agents speak by the account, whenever that has changed. Told first and stored then: after a crash in
    /// between it is told again.
    /// </summary>
    private async Task ClaimAsync()
    {
        var now = state.State;
        if (now.OwnId.Length == 0 || (now.OwnId == now.ClaimedId && now.Agents.SequenceEqual(now.ClaimedFor)))
        {
            return;
        }

        if (now.ClaimedId.Length > 0 && now.ClaimedId != now.OwnId)
        {
            await Owner(now.ClaimedId).Claim([]);
        }

        await Owner(now.OwnId).Claim([.. now.Agents]);
        (state.State.ClaimedId, state.State.ClaimedFor) = (now.OwnId, [.. now.Agents]);
        await WriteAsync();
    }

    /// <summary>The agents among some users: an agent's id by the user's. Where several speak by one account, the first speaks for it.</summary>
    private async Task<Dictionary<string, string>> AgentsAmongAsync(IEnumerable<string> userIds)
    {
        var strangers = userIds.Where(id => id.Length > 0 && id != state.State.OwnId).Distinct(StringComparer.Ordinal).ToList();
        var found = await Task.WhenAll(strangers.Select(async id => (Id: id, Agents: await Owner(id).GetAgents())));
        return found.Where(one => one.Agents.Count > 0).ToDictionary(one => one.Id, one => one.Agents[0], StringComparer.Ordinal);
    }

    private IXOwnerGrain Owner(string userId) => grains.GetGrain<IXOwnerGrain>($"{_key.World}/{userId}");
}
