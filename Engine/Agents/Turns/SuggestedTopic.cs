using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>What the next scheduled post may be about, because of an event from outside: such events never make a post themselves.</summary>
/// <param name="Text">The topic.</param>
/// <param name="Provenance">Whose words these are.</param>
/// <param name="Until">Later than this it is old news.</param>
public sealed record SuggestedTopic(string Text, Provenance Provenance, DateTimeOffset Until);
