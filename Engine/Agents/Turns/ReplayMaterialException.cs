namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>The journal does not hold what a replay needs. The message says what is missing, for a person; it holds no secret and no text of a post.</summary>
public sealed class ReplayMaterialException(string message) : Exception(message);
