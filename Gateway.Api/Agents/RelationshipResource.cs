using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Agents;

/// <summary>What an agent makes of somebody, a person or another agent.</summary>
/// <param name="TargetId">The other: an agent's id, or the network's user id.</param>
/// <param name="Handle">How the other is called, without the at sign; empty when unknown.</param>
/// <param name="IsAgent">Whether the other is an agent of this deployment.</param>
/// <param name="Sentiment">-1 (dislikes) to 1 (likes).</param>
/// <param name="Familiarity">0 (a stranger) to 1 (an old acquaintance).</param>
/// <param name="Trust">-1 (distrusts) to 1 (trusts).</param>
/// <param name="InWords">All of it in words, as prompts say it.</param>
/// <param name="Notes">What is remembered about the other, newest first.</param>
/// <param name="SharedExperiences">What both went through, newest first.</param>
/// <param name="Interactions">How often they had to do with each other.</param>
/// <param name="LastAt">When the last time was; null when never.</param>
/// <param name="Stopped">Whether the other said stop: nothing is ever sent to them again.</param>
/// <param name="Provenance">The least trusted label of all that made it what it is.</param>
public sealed record RelationshipResource(
    string TargetId,
    string Handle,
    bool IsAgent,
    double Sentiment,
    double Familiarity,
    double Trust,
    string InWords,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> SharedExperiences,
    long Interactions,
    DateTimeOffset? LastAt,
    bool Stopped,
    Provenance Provenance)
{
    internal static RelationshipResource From(RelationshipView view) => new(
        view.TargetId,
        view.Handle,
        view.IsAgent,
        view.Sentiment,
        view.Familiarity,
        view.Trust,
        view.InWords,
        view.Notes,
        view.SharedExperiences,
        view.Interactions,
        view.LastAt,
        view.Stopped,
        view.Provenance);
}
