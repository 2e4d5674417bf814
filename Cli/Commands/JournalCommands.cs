using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Offline;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Gateway.Api.Journal;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>journal show</c>, <c>verify</c> and <c>replay</c>: through the gateway, or on the database while none answers.</summary>
internal static class JournalCommands
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default };

    /// <summary>Adds the commands.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        var journal = new Command("journal", "What agents did, and why: show it, prove it.");

        var (shown, limit, payload) = (AgentCommands.Agent(), new Option<int>("--limit") { Description = "How many rows, 1 to 200.", DefaultValueFactory = _ => 20 }, new Option<bool>("--payload") { Description = "With prompts, answers and verdicts." });
        var show = new Command("show", "Show an agent's newest rows.") { shown, limit, payload };
        show.SetAction((parsed, token) => ShowAsync(context, parsed.GetRequiredValue(shown), parsed.GetValue(limit), parsed.GetValue(payload), token));
        journal.Add(show);

        var (verified, offline) = (AgentCommands.Agent(), new Option<bool>("--offline") { Description = "Read the database itself." });
        var verify = new Command("verify", "Prove that an agent's journal was not changed. Exit code 2 when it was.") { verified, offline };
        verify.SetAction((parsed, token) => VerifyAsync(context, parsed.GetRequiredValue(verified), parsed.GetValue(offline), token));
        journal.Add(verify);
        journal.Add(ReplayCommand.Create(context));
        root.Add(journal);
    }

    private static async Task<int> ShowAsync(CommandContext context, string agent, int limit, bool payload, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var page = await client.GetAsync<Page<JournalResource>>($"/v1/agents/{GatewayClient.Escape(agent)}/journal?limit={limit}{(payload ? "&payload=true" : "")}", cancellationToken);
        var output = context.Terminal.Out;
        foreach (var row in page.Items.Reverse())
        {
            output.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"[grey]{row.Seq,6}  {row.At:yyyy-MM-dd HH:mm:ss}[/]  [bold]{CliTerminal.Safe(row.Kind),-16}[/] {CliTerminal.Safe(row.Summary)}"));
            if (row.Payload is { } body)
            {
                context.Terminal.Raw(body.ToJsonString(Indented));
            }
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> VerifyAsync(CommandContext context, string agent, bool offline, CancellationToken cancellationToken)
    {
        JournalVerification verdict;
        var way = "";
        if (offline)
        {
            verdict = await OfflineJournal.VerifyAsync(context.Variable, agent, cancellationToken);
        }
        else
        {
            using var client = context.Client();
            try
            {
                verdict = await client.GetAsync<JournalVerification>($"/v1/agents/{GatewayClient.Escape(agent)}/journal/verify", cancellationToken);
            }
            catch (GatewayUnreachableException)
            {
                verdict = await OfflineJournal.VerifyAsync(context.Variable, agent, cancellationToken);
                way = " [grey](in the database: no gateway answers)[/]";
            }
        }

        context.Terminal.Out.MarkupLine(verdict.Intact
            ? $"[green]intact[/]  {verdict.Rows} rows of {CliTerminal.Safe(agent)}{way}"
            : $"[red]broken[/]  {verdict.Rows} rows of {CliTerminal.Safe(agent)}{way}");
        foreach (var problem in verdict.Problems)
        {
            context.Terminal.Out.MarkupLine($"  {CliTerminal.Safe(problem)}");
        }

        return verdict.Intact ? ExitCodes.Ok : ExitCodes.NeedsPerson;
    }
}
