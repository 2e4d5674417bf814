using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>A decision as the journal holds it: the composing, the intent behind it, and the definition that it was made by.</summary>
public sealed record RecordedDecision
{
    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>The composing's row.</summary>
    public required long Seq { get; init; }

    /// <summary>The effect.</summary>
    public required string EffectId { get; init; }

    /// <summary>The intent; null when its payload was erased.</summary>
    public JournalPayloads.Planned? Planned { get; init; }

    /// <summary>The definition of the recorded version.</summary>
    public required AgentDefinition Definition { get; init; }

    /// <summary>The composing.</summary>
    public required JournalPayloads.Composed Composed { get; init; }

    /// <summary>Makes the decision again and compares.</summary>
    public IReadOnlyList<ReplayStep> Replay() => DecisionReplay.Run(AgentId, EffectId, Planned, Definition, Composed);

    /// <summary>Finds a decision: walks down from its row to its intent and to its definition.</summary>
    /// <param name="source">The agent's rows.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="entry">The number of a drafted row, or an effect's id, which names its last composing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ReplayMaterialException">There is no such decision, or the journal does not hold what it was made of.</exception>
    public static async Task<RecordedDecision> FindAsync(JournalSource source, string agentId, string entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var wantedSeq = long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : 0;
        JournalMaterial? drafted = null, planned = null;
        JournalPayloads.Composed? composed = null;
        for (var below = wantedSeq > 0 ? wantedSeq + 1 : 0; ;)
        {
            var rows = await source(agentId, below, cancellationToken);
            foreach (var row in rows)
            {
                if (drafted is null)
                {
                    // A later part of a thread was written with the first.
                    if (row.EffectId == entry && row is { Kind: JournalKinds.Planned, Payload: { } laid } && Effects.EffectId.HeadOf(Read<JournalPayloads.Planned>(row, laid).Cause) is { } head)
                    {
                        entry = head;
                    }

                    if (wantedSeq > 0 ? row.Seq == wantedSeq : row.EffectId == entry && row.Kind == JournalKinds.Drafted)
                    {
                        (drafted, composed) = (row, ReadComposed(row));
                    }
                }
                else if (row.Kind == JournalKinds.Planned && row.EffectId == drafted.EffectId)
                {
                    planned = row;
                }
                else if (row.Kind == JournalKinds.Definition && row.Payload is { } json
                    && Read<JournalPayloads.Definition>(row, json) is var definition && definition.Version == composed!.DefinitionVersion)
                {
                    // The intent may be older than the definition: a new one came while the post waited.
                    planned ??= await FindPlannedAsync(source, agentId, drafted.EffectId, row.Seq, cancellationToken);
                    return new RecordedDecision
                    {
                        AgentId = agentId,
                        Seq = drafted.Seq,
                        EffectId = drafted.EffectId,
                        Planned = planned?.Payload is { } intent ? Read<JournalPayloads.Planned>(planned, intent) : null,
                        Definition = Parse(row.Seq, definition.Json),
                        Composed = composed,
                    };
                }
            }

            if (rows.Count == 0 || (wantedSeq > 0 && drafted is null))
            {
                throw new ReplayMaterialException(drafted is null
                    ? $"'{agentId}' has no row '{entry}' of the kind {JournalKinds.Drafted}. puppet journal show {agentId} lists the rows."
                    : $"The definition of version {composed!.DefinitionVersion} is not in the journal any more, so that nothing can be judged by it.");
            }

            below = rows[^1].Seq;
        }
    }

    private static async Task<JournalMaterial?> FindPlannedAsync(JournalSource source, string agentId, string effectId, long below, CancellationToken cancellationToken)
    {
        while (await source(agentId, below, cancellationToken) is { Count: > 0 } rows)
        {
            if (rows.FirstOrDefault(row => row.Kind == JournalKinds.Planned && row.EffectId == effectId) is { } planned)
            {
                return planned;
            }

            below = rows[^1].Seq;
        }

        return null;
    }

    private static JournalPayloads.Composed ReadComposed(JournalMaterial row) => row switch
    {
        { Kind: not JournalKinds.Drafted } => throw new ReplayMaterialException($"Row {row.Seq} is {row.Kind}; only {JournalKinds.Drafted} records a decision of a model."),
        { Payload: null } => throw new ReplayMaterialException($"The payload of row {row.Seq} was erased; its hash still verifies, but there is nothing to judge again."),
        { Payload: JsonObject payload } when payload.ContainsKey("drafts") => Read<JournalPayloads.Composed>(row, payload),
        _ => throw new ReplayMaterialException($"Row {row.Seq} is a text that a person wrote: no model decided."),
    };

    private static AgentDefinition Parse(long seq, string json)
    {
        // A provider that only a configuration knows is no reason to refuse what was accepted then.
        var provider = JsonNode.Parse(json)?["llm_provider"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : "";
        return AgentDefinitionParser.Parse(json, "", [provider]).Definition
            ?? throw new ReplayMaterialException($"The definition in row {seq} cannot be read by this version. Replay it with the version that recorded it.");
    }

    private static T Read<T>(JournalMaterial row, JsonNode payload)
    {
        try
        {
            return payload.Deserialize<T>(JournalPayload.Json) ?? throw new ReplayMaterialException($"The payload of row {row.Seq} is empty.");
        }
        catch (JsonException error)
        {
            throw new ReplayMaterialException($"The payload of row {row.Seq} cannot be read by this version ({error.Path}). Replay it with the version that recorded it.");
        }
    }
}
