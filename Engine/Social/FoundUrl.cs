namespace PuppetEngine.Engine.Social;

/// <summary>A link in a text.</summary>
/// <param name="Index">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Url">The link as it stands there.</param>
public readonly record struct FoundUrl(int Index, int Length, string Url);
