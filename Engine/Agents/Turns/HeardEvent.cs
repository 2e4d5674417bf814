namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>An event that an agent heard.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="DueMs">When it was due, in milliseconds since 1970 UTC: nobody tells it once its life is over.</param>
public sealed record HeardEvent(string Id, long DueMs);
