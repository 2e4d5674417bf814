using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>
/// Whose a user of the network is: which agents of this house speak by that account. Key: <c>{world}/{user id}</c>. Of a stranger it
/// holds nothing.
/// </summary>
[Alias("PuppetEngine.Social.IXOwnerGrain")]
public interface IXOwnerGrain : IGrainWithStringKey
{
    /// <summary>Notes the agents that speak by the account; none gives it up. Idempotent.</summary>
    [Alias("Claim")]
    Task Claim(List<string> agents);

    /// <summary>The agents that speak by the account, in the order of their ids; none for a stranger.</summary>
    [Alias("GetAgents"), AlwaysInterleave]
    Task<List<string>> GetAgents();
}
