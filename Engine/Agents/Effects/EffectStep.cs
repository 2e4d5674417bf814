namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>What an effect needs next.</summary>
public enum EffectStep
{
    /// <summary>Nothing before a time, or nothing at all.</summary>
    Wait = 0,

    /// <summary>Its payload must be written.</summary>
    Compose = 1,

    /// <summary>It is ready: ask for a permit, store an attempt, act.</summary>
    Send = 2,

    /// <summary>Its attempt is closed and its end is not known: look at the timeline.</summary>
    Reconcile = 3,

    /// <summary>Its time is over.</summary>
    Expire = 4,
}
