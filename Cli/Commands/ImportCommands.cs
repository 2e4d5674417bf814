using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Import;
using PuppetEngine.Cli.Import.Applying;
using PuppetEngine.Cli.Import.Planning;
using PuppetEngine.Cli.Import.Reading;
using PuppetEngine.Cli.Terminal;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>import</c>: agents and memories of an old Puppet Engine.</summary>
internal static class ImportCommands
{
    private const int Shown = 40;

    /// <summary>Adds the command.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        var paths = new Argument<string[]>("path") { Description = "Files or folders of the old install: agents, memories, mongoexport, BSON dumps, puppet_engine.db.", Arity = ArgumentArity.ZeroOrMore };
        var (apply, undo) = (new Option<bool>("--apply") { Description = "Do it. Without this, only the report is shown and nothing is sent." }, new Option<string?>("--undo") { Description = "Take an import back, by its id." });
        var (delete, json) = (new Option<bool>("--delete-agents") { Description = "With --undo: delete the agents that it made for good, instead of pausing them." }, new Option<bool>("--json") { Description = "Print the report as JSON, with every refusal." });
        var import = new Command("import", "Bring agents and memories over from an old install. Shows what would happen; --apply does it.") { paths, apply, undo, delete, json };
        import.SetAction((parsed, token) => (parsed.GetValue(paths) ?? [], parsed.GetValue(undo)) switch
        {
            ({ Length: 0 }, { } id) => UndoAsync(context, id, parsed.GetValue(delete), token),
            ({ Length: > 0 } some, null) => ImportAsync(context, some, parsed.GetValue(apply), parsed.GetValue(json), token),
            _ => throw new CliException("Name files or folders of the old install, or --undo with an import's id. See: puppet help import", ExitCodes.Usage),
        });
        root.Add(import);
    }

    private static async Task<int> ImportAsync(CommandContext context, string[] paths, bool apply, bool json, CancellationToken cancellationToken)
    {
        ImportPlan plan;
        try
        {
            plan = ImportPlanner.Plan(OldFiles.Read(paths), context.Terminal.Time.GetUtcNow());
        }
        catch (ImportException error)
        {
            throw error.ForPerson();
        }

        if (json)
        {
            context.Terminal.Raw(Json(plan));
        }
        else
        {
            Print(context.Terminal, plan);
        }

        if (apply)
        {
            using var client = context.Client();
            var done = await Run(context, client).ApplyAsync(plan, cancellationToken);
            Say(context.Terminal, json, string.Create(CultureInfo.InvariantCulture, $"{done.Agents} agents and {done.Memories} memories imported; {done.AgentsKnown} agents and {done.MemoriesKnown} memories were there already and stay as they are."));
            if (done.Relationships + done.Answered > 0)
            {
                Say(context.Terminal, json, string.Create(CultureInfo.InvariantCulture, $"Agents that were there were given {done.Relationships} relationships and {done.Answered} ids of answered mentions."));
            }

            Say(context.Terminal, json, done.IsNothing ? "Checked: everything is there. Nothing was changed." : $"Checked: everything is there. To take it back: puppet import --undo {plan.Id}");
        }
        else
        {
            Say(context.Terminal, json, "This was a dry run: nothing was sent. With --apply it is done.");
        }

        return plan.Refusals.Count == 0 ? ExitCodes.Ok : ExitCodes.NeedsPerson;
    }

    private static async Task<int> UndoAsync(CommandContext context, string id, bool delete, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var undone = await Run(context, client).UndoAsync(id, delete, cancellationToken);
        Say(context.Terminal, json: false, string.Create(CultureInfo.InvariantCulture, $"{undone.Forgotten} memories forgotten, {undone.Agents} agents {(delete ? "deleted" : "paused")}, relationships and answered mentions taken from {undone.Definitions} others."));
        return ExitCodes.Ok;
    }

    private static ImportRun Run(CommandContext context, GatewayClient client) =>
        new(new ImportTarget(client), Path.Combine(GatewayAddress.DataDirectory(context.Variable), "imports"), context.Terminal.Time);

    private static void Print(CliTerminal terminal, ImportPlan plan)
    {
        terminal.Out.MarkupLine($"Import [bold]{plan.Id}[/]");
        var table = CliTerminal.Table("what", "in", "kept", "merged", "not needed", "refused");
        foreach (var (what, tally) in plan.Tallies)
        {
            table.AddRow(CliTerminal.Safe(what), $"{tally.In}", $"{tally.Kept}", $"{tally.Merged}", $"{tally.NotNeeded}", $"{tally.Refused}");
        }

        terminal.Out.Write(table);
        foreach (var refusal in plan.Refusals.Take(Shown))
        {
            terminal.Out.MarkupLine($"[red]refused[/] {CliTerminal.Safe($"{refusal.What} in {refusal.File}, {refusal.Place}: {refusal.Reason}")}");
        }

        if (plan.Refusals.Count > Shown)
        {
            terminal.Out.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"… and {plan.Refusals.Count - Shown} more; --json lists them all."));
        }

        foreach (var note in plan.Notes.Concat(plan.LeftAside.Select(file => $"left aside: {file}")))
        {
            terminal.Out.MarkupLine($"[grey]{CliTerminal.Safe(note)}[/]");
        }
    }

    private static string Json(ImportPlan plan) => new JsonObject
    {
        ["id"] = plan.Id,
        ["agents"] = new JsonArray([.. plan.Agents.Select(agent => JsonValue.Create(agent.Id))]),
        ["counts"] = new JsonObject(plan.Tallies.Select(tally => KeyValuePair.Create<string, JsonNode?>(tally.Key, new JsonObject
        {
            ["in"] = tally.Value.In, ["kept"] = tally.Value.Kept, ["merged"] = tally.Value.Merged, ["not_needed"] = tally.Value.NotNeeded, ["refused"] = tally.Value.Refused,
        }))),
        ["refused"] = new JsonArray([.. plan.Refusals.Select(refusal => new JsonObject { ["what"] = refusal.What, ["file"] = refusal.File, ["place"] = refusal.Place, ["reason"] = refusal.Reason })]),
        ["notes"] = new JsonArray([.. plan.Notes.Select(note => JsonValue.Create(note))]),
        ["left_aside"] = new JsonArray([.. plan.LeftAside.Select(file => JsonValue.Create(file))]),
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    // Beside JSON, which a program reads, words go to the error output.
    private static void Say(CliTerminal terminal, bool json, string sentence) => (json ? terminal.Error : terminal.Out).MarkupLine(CliTerminal.Safe(sentence));
}
