using System.Text.Json.Nodes;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>A row of the journal as a replay needs it.</summary>
/// <param name="Seq">The position in the agent's chain.</param>
/// <param name="Kind">The kind of entry.</param>
/// <param name="EffectId">The effect; empty when it belongs to none.</param>
/// <param name="Payload">The payload; null when there is none or it was erased.</param>
public sealed record JournalMaterial(long Seq, string Kind, string EffectId, JsonNode? Payload);

/// <summary>Reads an agent's rows with their payloads, newest first: through the gateway, or from the tables.</summary>
/// <param name="agentId">The agent.</param>
/// <param name="belowSeq">Only rows below this position; 0 for the newest.</param>
/// <param name="cancellationToken">Gives up.</param>
public delegate Task<IReadOnlyList<JournalMaterial>> JournalSource(string agentId, long belowSeq, CancellationToken cancellationToken);
