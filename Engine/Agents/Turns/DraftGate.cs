using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>The product's gate: every check there is.</summary>
public sealed class DraftGate : IDraftGate
{
    /// <inheritdoc/>
    public List<Verdict> Check(
        AgentDefinition definition, IReadOnlyList<string> recent, string text, bool force, string? operatorText, string? systemPrompt, ISecretSpotter secrets) =>
        DraftChecks.Check(definition, recent, text, force, operatorText, systemPrompt, secrets);

    /// <inheritdoc/>
    public List<Verdict> CheckReply(
        AgentDefinition definition, IReadOnlyList<string> recent, string text, IReadOnlyCollection<string> participants, string? operatorText, string? systemPrompt, ISecretSpotter secrets) =>
        DraftChecks.CheckReply(definition, recent, text, participants, operatorText, systemPrompt, secrets);
}
