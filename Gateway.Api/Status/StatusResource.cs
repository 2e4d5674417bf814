using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Hosting;

namespace PuppetEngine.Gateway.Api.Status;

/// <summary>How the deployment stands.</summary>
/// <param name="Status"><c>ok</c>, or <c>attention</c> when something waits for a person.</param>
/// <param name="Version">The product's version.</param>
/// <param name="ActorRuntime">The actor host that was built: <c>local</c> or <c>orleans</c>.</param>
/// <param name="StartedAt">When this gateway started.</param>
/// <param name="Now">The gateway's clock.</param>
/// <param name="Worlds">The world of each vendor.</param>
/// <param name="Agents">Agents by status.</param>
/// <param name="Effects">Effects by status.</param>
/// <param name="KillSwitch">What is stopped.</param>
/// <param name="Attention">What waits for a person, each with the one command that shows or mends it.</param>
/// <param name="UnusedKeys">Settings under which keys were found that the worlds do not use.</param>
/// <param name="DataDirectory">Where the data lies; empty when this process has none.</param>
public sealed record StatusResource(
    string Status, string Version, string ActorRuntime, DateTimeOffset StartedAt, DateTimeOffset Now, WorldsResource Worlds, IReadOnlyDictionary<string, long> Agents,
    IReadOnlyDictionary<string, long> Effects, KillSwitchResource KillSwitch, IReadOnlyList<AttentionItem> Attention, IReadOnlyList<string> UnusedKeys, string DataDirectory);

/// <summary>Where the deployment acts: <c>emulated</c>, or <c>live</c> where people see it.</summary>
/// <param name="X">Where posts go.</param>
/// <param name="Llm">Where models answer.</param>
/// <param name="Solana">Where money moves.</param>
public sealed record WorldsResource(string X, string Llm, string Solana);
