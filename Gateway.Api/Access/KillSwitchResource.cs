using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>What the kill switch stops.</summary>
/// <param name="Epoch">Raised by every change.</param>
/// <param name="All">Whether everything is stopped.</param>
/// <param name="Tags">Stopped tags.</param>
/// <param name="Agents">Stopped agents.</param>
/// <param name="Reason">Why; empty when never set.</param>
/// <param name="ChangedAt">When it was last changed; null when never.</param>
public sealed record KillSwitchResource(long Epoch, bool All, IReadOnlyList<string> Tags, IReadOnlyList<string> Agents, string Reason, DateTimeOffset? ChangedAt)
{
    internal static KillSwitchResource From(KillSwitchState state) => new(state.Epoch, state.All, state.Tags, state.Agents, state.Reason, state.ChangedAt);
}

/// <summary>A change of the kill switch.</summary>
/// <param name="Target"><c>all</c>, <c>tag:NAME</c> or <c>agent:ID</c>.</param>
/// <param name="Stopped">Whether it is to be stopped (scope <c>operate</c>) or released (scope <c>admin</c>).</param>
/// <param name="Reason">Why, in words; at most 500 characters.</param>
public sealed record KillSwitchRequest(string Target, bool Stopped, string? Reason = null);
