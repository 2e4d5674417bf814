namespace PuppetEngine.Engine.Agents.Capabilities;

/// <summary>By what channel a turn was set off. The receiving code sets it; no text can.</summary>
public enum CauseKind
{
    /// <summary>An occurrence of the agent's own posting schedule.</summary>
    PostSchedule = 0,

    /// <summary>An occurrence of the agent's own trading schedule.</summary>
    TradeSchedule = 1,

    /// <summary>A request of a person with a key.</summary>
    Operator = 2,

    /// <summary>Somebody's post that mentions the agent, another agent's too.</summary>
    Mention = 3,

    /// <summary>A post that the agent came across.</summary>
    Observation = 4,

    /// <summary>An event of the house's own generators: a mood, a scheduled event.</summary>
    OwnEvent = 5,

    /// <summary>An event from outside: a feed, a webhook, the market.</summary>
    ExternalEvent = 6,

    /// <summary>A step of a simulated world.</summary>
    Simulation = 7,

    /// <summary>The agent's own reflection and consolidation.</summary>
    Reflection = 8,
}
