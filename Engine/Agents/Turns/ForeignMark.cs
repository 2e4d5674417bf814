namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>How far an agent has taken in what others posted by its account.</summary>
/// <param name="Id">The newest post that was taken in.</param>
/// <param name="PostedAt">When the newest of them that answers nobody was posted; null while there is none.</param>
public sealed record ForeignMark(string Id, DateTimeOffset? PostedAt);
