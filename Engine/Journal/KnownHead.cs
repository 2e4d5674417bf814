namespace PuppetEngine.Engine.Journal;

/// <summary>A head that is known from elsewhere than the journal's table.</summary>
/// <param name="Head">The seq and hash that a row had.</param>
/// <param name="Source">Where it is known from, in words, as in <c>the agent's state</c>.</param>
public sealed record KnownHead(JournalHead Head, string Source);
