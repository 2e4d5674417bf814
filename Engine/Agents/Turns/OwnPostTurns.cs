using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>What the network's rules say of a post that answers nobody: asked before it is written, and again with its text before it is sent.</summary>
public static class OwnPostTurns
{
    /// <summary>Why the rules forbid it; null when they allow it.</summary>
    /// <param name="effect">The post.</param>
    /// <param name="standing">What the rules make of the agent's account.</param>
    public static PolicyVerdict? Refusal(Effect effect, SocialStanding standing) => SocialPolicy.Check(
        new SocialProposal(effect.Thread is null ? SocialForm.Post : SocialForm.ThreadPart)
        {
            Text = effect.Payload?.Text ?? "",
            ByOperator = effect.IsRequested,
            IsGenerated = effect.IsGenerated,
        },
        standing);
}
