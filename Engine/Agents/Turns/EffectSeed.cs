using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>What every effect of an agent begins with: who acts, where, and with which account.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="World">The world's id.</param>
/// <param name="AccountKey">The account, <c>world/credential</c>; empty when the agent has none.</param>
public sealed record EffectSeed(string AgentId, string World, string AccountKey)
{
    /// <summary>A planned effect of a cause.</summary>
    public Effect Plan(EffectKind kind, string cause, DateTimeOffset now) => new()
    {
        Id = EffectId.From(AgentId, cause),
        AgentId = AgentId,
        Kind = kind,
        Cause = cause,
        World = World,
        AccountKey = AccountKey,
        At = now,
        UpdatedAt = now,
    };
}
