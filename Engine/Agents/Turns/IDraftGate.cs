using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// What stands between a draft and the world. The product has one gate, <see cref="DraftGate"/>; a test that asks what the gate is good for puts
/// another in its place. A replay judges by <see cref="DraftChecks"/> itself.
/// </summary>
public interface IDraftGate
{
    /// <summary>Checks a post, <see cref="DraftChecks.Check"/>.</summary>
    List<Verdict> Check(
        AgentDefinition definition, IReadOnlyList<string> recent, string text, bool force, string? operatorText, string? systemPrompt, ISecretSpotter secrets);

    /// <summary>Checks a reply, <see cref="DraftChecks.CheckReply"/>.</summary>
    List<Verdict> CheckReply(
        AgentDefinition definition, IReadOnlyList<string> recent, string text, IReadOnlyCollection<string> participants, string? operatorText, string? systemPrompt, ISecretSpotter secrets);
}
