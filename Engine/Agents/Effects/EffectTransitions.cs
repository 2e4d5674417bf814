using PuppetEngine.Grains.Abstractions.Agents;
using static PuppetEngine.Grains.Abstractions.Agents.EffectState;

namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>The table of allowed transitions. What is not in it cannot happen, whatever the code around it believes.</summary>
public static class EffectTransitions
{
    private static readonly Dictionary<EffectState, EffectState[]> Table = new()
    {
        [Planned] = [Planned, Held, Attempting, Failed, Cancelled, Abandoned, DryRun],
        [Held] = [Held, Planned, Cancelled, Abandoned, DryRun],
        // Back to planned only where the vendor provably did not act.
        [Attempting] = [Attempting, Planned, Confirmed, Failed, Unknown, Abandoned],
        // Only an operator leads out of unknown.
        [Unknown] = [Confirmed, Failed],
        [Confirmed] = [],
        [Failed] = [],
        [Cancelled] = [],
        [Abandoned] = [],
        [DryRun] = [],
    };

    /// <summary>Whether an effect in one state may go to another.</summary>
    public static bool Allows(EffectState from, EffectState to) => Table[from].Contains(to);

    /// <summary>Whether nothing leads out of a state by itself.</summary>
    public static bool IsTerminal(EffectState state) => Table[state].Length == 0;
}
