using System.Text.Json.Serialization;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>A post's place in a thread. Each part is an effect of its own and answers the part before it.</summary>
/// <param name="Id">The first part's effect, which names the thread.</param>
/// <param name="Part">From 1.</param>
/// <param name="Of">How many parts there are.</param>
/// <param name="Next">The effect of the part that follows; left out for the last one.</param>
public sealed record ThreadResource(string Id, int Part, int Of, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next = null)
{
    internal static ThreadResource? From(EffectView view) => view.ThreadId is { } id ? new ThreadResource(id, view.ThreadPart, view.ThreadParts, view.ThreadNextId) : null;
}
