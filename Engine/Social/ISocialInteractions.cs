using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>Likes and reposts. It never throws for what the vendor does.</summary>
public interface ISocialInteractions
{
    /// <summary>
    /// Makes the interaction; cut off at the call's deadline. Idempotent at the vendor: an outcome in doubt may be repeated as it is,
    /// and the second answer is the truth.
    /// </summary>
    Task<SocialOutcome> ActAsync(SocialInteractionCall call, CancellationToken cancellationToken);
}
