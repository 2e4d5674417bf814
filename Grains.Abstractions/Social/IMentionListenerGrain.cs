using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>A grain that hears of mentions. Key: the agent's id.</summary>
[Alias("PuppetEngine.Social.IMentionListenerGrain")]
public interface IMentionListenerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes mentions in: those that it does not name are stored when the call returns, and will be decided on. Idempotent by the posts' ids.
    /// </summary>
    [Alias("HearMentions"), AlwaysInterleave]
    Task<MentionsHeard> HearMentions(MentionDelivery delivery);
}
