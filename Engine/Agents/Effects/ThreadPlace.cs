namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>
/// A post's place in a thread. Each part is an effect of its own, with its own permit, attempts and receipt; it answers the part before it, and so
/// is sent only when that one is confirmed.
/// </summary>
/// <param name="HeadId">The first part's effect, which also names the thread.</param>
/// <param name="Part">From 1.</param>
/// <param name="Of">How many parts there are.</param>
public sealed record ThreadPlace(string HeadId, int Part, int Of);
