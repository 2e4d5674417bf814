using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Access;

/// <summary>What a change of the kill switch is about: <c>all</c>, <c>tag:NAME</c> or <c>agent:ID</c>.</summary>
public sealed record KillSwitchTarget
{
    private const string TagPrefix = "tag:";
    private const string AgentPrefix = "agent:";
    private const int MostCharacters = 128;

    private KillSwitchTarget()
    {
    }

    /// <summary>The tag; null when it is not about one.</summary>
    public string? Tag { get; private init; }

    /// <summary>The agent's id; null when it is not about one.</summary>
    public string? Agent { get; private init; }

    /// <summary>Reads a target.</summary>
    /// <exception cref="ArgumentException">It has none of the three forms.</exception>
    public static KillSwitchTarget Parse(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target == "all")
        {
            return new KillSwitchTarget();
        }

        if (Name(target, TagPrefix) is { } tag)
        {
            return new KillSwitchTarget { Tag = tag };
        }

        return Name(target, AgentPrefix) is { } agent
            ? new KillSwitchTarget { Agent = agent }
            : throw new ArgumentException("A target of the kill switch is 'all', 'tag:NAME' or 'agent:ID'.", nameof(target));
    }

    /// <summary>The switch after the change. A change that changes nothing raises the epoch too: somebody has spoken.</summary>
    public KillSwitchState Apply(KillSwitchState state, bool stopped, string reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with
        {
            Epoch = state.Epoch + 1,
            All = Tag is null && Agent is null ? stopped : state.All,
            Tags = Tag is null ? state.Tags : With(state.Tags, Tag, stopped),
            Agents = Agent is null ? state.Agents : With(state.Agents, Agent, stopped),
            Reason = reason,
            ChangedAt = now,
        };
    }

    private static string? Name(string target, string prefix) =>
        target.StartsWith(prefix, StringComparison.Ordinal) && target.Length > prefix.Length && target.Length <= prefix.Length + MostCharacters
            ? target[prefix.Length..]
            : null;

    private static List<string> With(List<string> names, string name, bool there)
    {
        var others = names.Where(n => n != name);
        return [.. (there ? others.Append(name) : others).Order(StringComparer.Ordinal)];
    }
}
