using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>One post of a conversation as it stands in a prompt.</summary>
/// <param name="Handle">Its author's handle without the at sign; empty when unknown. Never an id.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsOwn">Whether the agent wrote it.</param>
/// <param name="Provenance">Its label; an own reply carries that of what it was written from.</param>
public sealed record PromptTurn(string Handle, string Text, bool IsOwn = false, Provenance Provenance = Provenance.External);
