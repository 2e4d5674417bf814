using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Capabilities;

/// <summary>How labels combine: whatever is made of several texts is trusted as little as the least trusted of them.</summary>
public static class Labels
{
    /// <summary>The least trusted of some labels; <see cref="Provenance.Operator"/> for none.</summary>
    public static Provenance LeastTrusted(params IEnumerable<Provenance> labels)
    {
        var worst = Provenance.Operator;
        foreach (var label in labels)
        {
            worst = label > worst ? label : worst;
        }

        return worst;
    }

    /// <summary>The label of what a model writes from such texts: never better than the agent's own.</summary>
    public static Provenance Written(params IEnumerable<Provenance> labels) => LeastTrusted(labels.Append(Provenance.Self));
}
