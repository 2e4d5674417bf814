namespace PuppetEngine.Grains.Agents;

/// <summary>
/// The profiles of the agents that were busy last. A parsed definition weighs several times its text, and an idle agent needs none: it is
/// parsed again when its agent does something. Two generations: who was not asked for while one filled up, falls out. Thread-safe.
/// </summary>
internal sealed class ProfileCache
{
    /// <summary>Profiles in one generation; at most twice as many are kept.</summary>
    internal const int Generation = 1024;

    private readonly Lock _gate = new();
    private Dictionary<string, AgentProfile> _young = new(StringComparer.Ordinal);
    private Dictionary<string, AgentProfile> _old = new(StringComparer.Ordinal);

    /// <summary>The profile of an agent at a version of its definition; null where it is not kept.</summary>
    internal AgentProfile? Find(string agentId, long version)
    {
        lock (_gate)
        {
            if (_young.TryGetValue(agentId, out var profile))
            {
                return profile.Version == version ? profile : null;
            }

            if (!_old.TryGetValue(agentId, out profile) || profile.Version != version)
            {
                return null;
            }

            Put(agentId, profile);
            return profile;
        }
    }

    /// <summary>Keeps a profile in the place of an older one.</summary>
    internal void Keep(string agentId, AgentProfile profile)
    {
        lock (_gate)
        {
            Put(agentId, profile);
        }
    }

    private void Put(string agentId, AgentProfile profile)
    {
        if (_young.Count >= Generation && !_young.ContainsKey(agentId))
        {
            (_old, _young) = (_young, new Dictionary<string, AgentProfile>(Generation, StringComparer.Ordinal));
        }

        _young[agentId] = profile;
    }
}
