using System.CommandLine;
using System.Globalization;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Offline;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Engine.Agents.Turns;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>journal replay</c>: makes a recorded decision again, in this process, from the recorded material and answers and with no network.</summary>
internal static class ReplayCommand
{
    private const int Most = 140;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var agent = AgentCommands.Agent();
        var entry = new Argument<string>("entry") { Description = "The number of an effect.drafted row, or an effect's id." };
        var offline = new Option<bool>("--offline") { Description = "Read the database itself." };
        var replay = new Command("replay", "Make a recorded decision again and compare. Exit code 1 when anything comes out otherwise.") { agent, entry, offline };
        replay.SetAction((parsed, token) => RunAsync(context, parsed.GetRequiredValue(agent), parsed.GetRequiredValue(entry), parsed.GetValue(offline), token));
        return replay;
    }

    private static async Task<int> RunAsync(CommandContext context, string agent, string entry, bool offline, CancellationToken cancellationToken)
    {
        RecordedDecision decision;
        try
        {
            decision = await FindAsync(context, agent, entry, offline, cancellationToken);
        }
        catch (ReplayMaterialException missing)
        {
            throw new CliException(missing.Message);
        }

        var steps = decision.Replay();
        Print(context.Terminal.Out, decision, steps);
        return steps.All(step => step.IsEqual) ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static async Task<RecordedDecision> FindAsync(CommandContext context, string agent, string entry, bool offline, CancellationToken cancellationToken)
    {
        if (!offline)
        {
            using var client = context.Client();
            try
            {
                return await RecordedDecision.FindAsync(JournalSources.From(client), agent, entry, cancellationToken);
            }
            catch (GatewayUnreachableException)
            {
                // The tables tell the same.
            }
        }

        return await OfflineData.WithAsync(context.Variable, services => RecordedDecision.FindAsync(JournalSources.From(services), agent, entry, cancellationToken));
    }

    private static void Print(IAnsiConsole output, RecordedDecision decision, IReadOnlyList<ReplayStep> steps)
    {
        var composed = decision.Composed;
        var models = string.Join(", ", composed.Drafts.Select(draft => draft.Model).Where(model => model.Length > 0).Distinct());
        output.MarkupLine(string.Create(CultureInfo.InvariantCulture,
            $"[bold]{CliTerminal.Safe(decision.AgentId)}[/]  row {decision.Seq}  {composed.At:yyyy-MM-dd HH:mm:ss} UTC  definition version {composed.DefinitionVersion}  {CliTerminal.Safe(models.Length > 0 ? models : "no model answered")}"));
        var wide = steps.Max(step => step.What.Length);
        foreach (var step in steps)
        {
            var what = CliTerminal.Safe(step.What.PadRight(wide));
            if (!step.IsRecorded)
            {
                output.MarkupLine($"  [yellow]not recorded[/]  {what}");
            }
            else if (step.IsEqual)
            {
                output.MarkupLine($"  [green]equal       [/]  {what}  {Short(step.Recorded)}");
            }
            else
            {
                var (recorded, now, where) = Difference(step);
                output.MarkupLine($"  [red]different   [/]  {what}  {where}");
                output.MarkupLine($"                  recorded: {Short(recorded)}");
                output.MarkupLine($"                  now:      {Short(now)}");
            }
        }

        var (different, missing) = (steps.Count(step => !step.IsEqual), steps.Count(step => !step.IsRecorded));
        var gaps = missing == 0 ? "" : $" {missing} could not be compared: the journal does not hold what they were made of.";
        output.MarkupLine(different == 0
            ? $"[green]The decision comes out as it was recorded.[/]{gaps}"
            : $"[red]{different} of {steps.Count} come out otherwise than recorded.[/]{gaps}");
    }

    /// <summary>A text on one line: a long one by its beginning and its size.</summary>
    private static string Short(string text)
    {
        var line = text.Split('\n')[0];
        if (text.Length == 0)
        {
            return "[grey]none[/]";
        }

        return line.Length == text.Length && text.Length <= Most
            ? CliTerminal.Safe(text)
            : string.Create(CultureInfo.InvariantCulture, $"{CliTerminal.Safe(line.Length <= Most ? line : line[..Most])}… [grey]({text.Split('\n').Length} lines, {text.Length} characters)[/]");
    }

    /// <summary>Of texts of many lines the first line that differs.</summary>
    private static (string Recorded, string Now, string Where) Difference(ReplayStep step)
    {
        var (recorded, now) = (step.Recorded.Split('\n'), step.Replayed.Split('\n'));
        if (recorded.Length == 1 && now.Length == 1)
        {
            return (step.Recorded, step.Replayed, "");
        }

        var at = Enumerable.Range(0, Math.Max(recorded.Length, now.Length)).First(i => recorded.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        return (recorded.ElementAtOrDefault(at) ?? "", now.ElementAtOrDefault(at) ?? "", string.Create(CultureInfo.InvariantCulture, $"from line {at + 1} on"));
    }
}
