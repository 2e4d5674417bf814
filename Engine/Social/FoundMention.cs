namespace PuppetEngine.Engine.Social;

/// <summary>A mention in a text.</summary>
/// <param name="Index">Where its at sign stands, in UTF-16 units.</param>
/// <param name="Length">How long it is, at sign included.</param>
/// <param name="Handle">The handle without at sign, as it is written.</param>
public readonly record struct FoundMention(int Index, int Length, string Handle);
