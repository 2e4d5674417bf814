using System.CommandLine;
using System.Text.Json.Nodes;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Console;
using PuppetEngine.Gateway.Api.Status;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>status</c> and <c>console</c>.</summary>
internal static class StatusCommands
{
    private const decimal NoCeiling = 100_000m;

    /// <summary>Adds the commands.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        var json = AgentCommands.AsJson();
        var status = new Command("status", "Show how the deployment stands. Exit code 2 when something waits for a person.") { json };
        status.SetAction((parsed, token) => StatusAsync(context, parsed.GetValue(json), token));
        root.Add(status);

        var console = new Command("console", "Print a link that opens the console once, within ten minutes.");
        console.SetAction((_, token) => ConsoleAsync(context, token));
        root.Add(console);
    }

    private static async Task<int> StatusAsync(CommandContext context, bool json, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        if (json)
        {
            var raw = await client.GetAsync<JsonObject>("/v1/status", cancellationToken);
            context.Terminal.Raw(raw.ToJsonString());
            return raw["status"]?.GetValue<string>() == "ok" ? ExitCodes.Ok : ExitCodes.NeedsPerson;
        }

        var status = await client.GetAsync<StatusResource>("/v1/status", cancellationToken);
        var usage = await client.GetAsync<UsageResource>("/v1/usage", cancellationToken);
        var output = context.Terminal.Out;
        var facts = new Grid().AddColumn().AddColumn();
        facts.AddRow("status", Words.Status(status.Status));
        facts.AddRow("worlds", $"X {Words.World(status.Worlds.X)}, models {Words.World(status.Worlds.Llm)}, Solana {Words.World(status.Worlds.Solana)}");
        facts.AddRow("agents", Counts(status.Agents));
        facts.AddRow("effects", Counts(status.Effects));
        facts.AddRow("models today", Spent(usage.Llm));
        facts.AddRow("running", $"{CliTerminal.Safe(status.Version)} on {CliTerminal.Safe(status.ActorRuntime)}, started {context.Terminal.When(status.StartedAt)}");
        if (status.DataDirectory.Length > 0)
        {
            facts.AddRow("data", CliTerminal.Safe(status.DataDirectory));
        }

        output.Write(facts);
        foreach (var item in status.Attention)
        {
            output.MarkupLine($"[red]![/] {CliTerminal.Safe(item.Detail)}  [bold]{CliTerminal.Safe(item.Command)}[/]");
        }

        foreach (var unused in status.UnusedKeys)
        {
            output.MarkupLine($"[grey]{CliTerminal.Safe(unused)}[/]");
        }

        return status.Attention.Count == 0 ? ExitCodes.Ok : ExitCodes.NeedsPerson;
    }

    private static async Task<int> ConsoleAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var code = await client.PostAsync<ConsoleCode>("/v1/console-codes", null, cancellationToken);
        context.Terminal.Raw(code.Link);
        return ExitCodes.Ok;
    }

    /// <summary>A ceiling that nobody reaches, as in the emulated world, is none.</summary>
    private static string Spent(LlmUsageResource llm) => llm.CeilingUsd < NoCeiling
        ? FormattableString.Invariant($"${llm.SpentUsd:0.00} of ${llm.CeilingUsd:0.00}, {llm.Calls} calls")
        : FormattableString.Invariant($"${llm.SpentUsd:0.00}, {llm.Calls} calls");

    private static string Counts(IReadOnlyDictionary<string, long> counts) =>
        counts.Count == 0 ? "[grey]none[/]" : string.Join(", ", counts.Where(pair => pair.Value > 0).Select(pair => $"{pair.Value} {Words.Status(pair.Key)}"));
}
