using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Offline;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Journal;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>journal replay</c>: judges a recorded decision again, in this process, with the recorded prompts and answers and no network.</summary>
internal static class ReplayCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var agent = AgentCommands.Agent();
        var entry = new Argument<string>("entry") { Description = "The number of an effect.drafted row, or an effect's id." };
        var offline = new Option<bool>("--offline") { Description = "Read the database itself." };
        var replay = new Command("replay", "Judge a recorded decision again and compare. Exit code 2 when it comes out otherwise.") { agent, entry, offline };
        replay.SetAction((parsed, token) => RunAsync(context, parsed.GetRequiredValue(agent), parsed.GetRequiredValue(entry), parsed.GetValue(offline), token));
        return replay;
    }

    private static async Task<int> RunAsync(CommandContext context, string agent, string entry, bool offline, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReplayStep> steps;
        if (offline)
        {
            steps = await FromTablesAsync(context, agent, entry, cancellationToken);
        }
        else
        {
            using var client = context.Client();
            try
            {
                steps = await ReplayAsync(JournalSources.From(client), agent, entry, cancellationToken);
            }
            catch (GatewayUnreachableException)
            {
                steps = await FromTablesAsync(context, agent, entry, cancellationToken);
            }
        }

        foreach (var step in steps)
        {
            context.Terminal.Out.MarkupLine(step.IsEqual
                ? $"[green]equal[/]      {CliTerminal.Safe(step.What)}: {CliTerminal.Safe(step.Recorded.Length > 0 ? step.Recorded : "none")}"
                : $"[red]different[/]  {CliTerminal.Safe(step.What)}: recorded {CliTerminal.Safe(step.Recorded.Length > 0 ? step.Recorded : "none")}, now {CliTerminal.Safe(step.Replayed.Length > 0 ? step.Replayed : "none")}");
        }

        return steps.All(step => step.IsEqual) ? ExitCodes.Ok : ExitCodes.NeedsPerson;
    }

    private static Task<IReadOnlyList<ReplayStep>> FromTablesAsync(CommandContext context, string agent, string entry, CancellationToken cancellationToken) =>
        OfflineData.WithAsync(context.Variable, services => ReplayAsync(JournalSources.From(services), agent, entry, cancellationToken));

    /// <summary>Walks down from the entry to its intent and its definition, then replays.</summary>
    private static async Task<IReadOnlyList<ReplayStep>> ReplayAsync(JournalSource source, string agent, string entry, CancellationToken cancellationToken)
    {
        var wantedSeq = long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : 0;
        JournalMaterial? drafted = null, planned = null;
        JournalPayloads.Composed? composed = null;
        for (var below = wantedSeq > 0 ? wantedSeq + 1 : 0; ;)
        {
            var rows = await source(agent, below, cancellationToken);
            foreach (var row in rows)
            {
                if (drafted is null && (wantedSeq > 0 ? row.Seq == wantedSeq : row.EffectId == entry && row.Kind == JournalKinds.Drafted))
                {
                    drafted = row;
                    composed = ReadComposed(row);
                }
                else if (drafted is not null && row.Kind == JournalKinds.Planned && row.EffectId == drafted.EffectId)
                {
                    planned = row;
                }
                else if (composed is not null && row.Kind == JournalKinds.Definition && row.Payload is { } json && Read<JournalPayloads.Definition>(json) is var definition && definition.Version == composed.DefinitionVersion)
                {
                    var cause = planned?.Payload is { } intent ? Read<JournalPayloads.Planned>(intent).Cause : null;
                    return DecisionReplay.Run(agent, drafted!.EffectId, cause, Parse(definition.Json), composed);
                }
            }

            if (rows.Count == 0 || (wantedSeq > 0 && drafted is null))
            {
                throw new CliException(drafted is null
                    ? $"'{agent}' has no row '{entry}' of the kind {JournalKinds.Drafted}. puppet journal show {agent} lists the rows."
                    : $"The definition of version {composed!.DefinitionVersion} is not in the journal any more, so that nothing can be judged by it.");
            }

            below = rows[^1].Seq;
        }
    }

    private static JournalPayloads.Composed ReadComposed(JournalMaterial row) => row switch
    {
        { Kind: not JournalKinds.Drafted } => throw new CliException($"Row {row.Seq} is {row.Kind}; only {JournalKinds.Drafted} records a decision of a model."),
        { Payload: null } => throw new CliException($"The payload of row {row.Seq} was erased; its hash still verifies, but there is nothing to judge again."),
        { Payload: JsonObject payload } when payload.ContainsKey("drafts") => Read<JournalPayloads.Composed>(payload),
        _ => throw new CliException($"Row {row.Seq} is a text that a person wrote: no model decided."),
    };

    private static AgentDefinition Parse(string json)
    {
        // A provider that only a configuration knows is no reason to refuse what was accepted then.
        var provider = JsonNode.Parse(json)?["llm_provider"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : "";
        return AgentDefinitionParser.Parse(json, "", [provider]).Definition
            ?? throw new CliException("The recorded definition cannot be read by this version. Replay it with the version that recorded it.");
    }

    private static T Read<T>(JsonNode payload)
    {
        try
        {
            return payload.Deserialize<T>(JournalPayload.Json) ?? throw new CliException("A payload of the journal is empty.");
        }
        catch (JsonException error)
        {
            throw new CliException($"A payload of the journal cannot be read by this version ({error.Path}). Replay it with the version that recorded it.");
        }
    }
}
