using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Memory;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>memory search</c>, <c>list</c>, <c>forget</c>, <c>summary</c>, <c>export</c>, <c>import</c> and <c>rotate-key</c>.</summary>
internal static class MemoryCommands
{
    /// <summary>Adds the commands.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        var memory = new Command("memory", "What an agent remembers: search it, list it, forget, export and import.");
        AddSearch(memory, context);
        AddList(memory, context);
        AddForget(memory, context);

        var (summed, json) = (AgentCommands.Agent(), AgentCommands.AsJson());
        var summary = new Command("summary", "How many memories there are, how many were forgotten, how far the vectors are.") { summed, json };
        summary.SetAction((parsed, token) => SummarizeAsync(context, Path(parsed.GetRequiredValue(summed)), parsed.GetValue(json), token));
        memory.Add(summary);

        MemoryTransfer.Add(memory, context);
        root.Add(memory);
    }

    /// <summary>The route of an agent's memories.</summary>
    public static string Path(string agent) => $"/v1/agents/{GatewayClient.Escape(agent)}/memories";

    private static void AddSearch(Command memory, CommandContext context)
    {
        var (agent, text, kind, limit, json) = (AgentCommands.Agent(), new Argument<string>("text") { Description = "What to look for." }, Kind(), Limit(10), AgentCommands.AsJson());
        var mode = new Option<string>("--mode") { Description = "hybrid, lexical or vector.", DefaultValueFactory = _ => "hybrid" };
        var search = new Command("search", "Search as the agent does; it does not count as recalled.") { agent, text, kind, limit, mode, json };
        search.SetAction(async (parsed, token) =>
        {
            var request = new
            {
                text = parsed.GetRequiredValue(text), kind = parsed.GetValue(kind), limit = parsed.GetValue(limit), mode = parsed.GetValue(mode), recall = false,
            };
            using var client = context.Client();
            var path = Path(parsed.GetRequiredValue(agent)) + "/search";
            if (parsed.GetValue(json))
            {
                context.Terminal.Raw((await client.PostAsync<JsonObject>(path, request, token)).ToJsonString());
                return ExitCodes.Ok;
            }

            var found = await client.PostAsync<MemorySearchResult>(path, request, token);
            Print(context.Terminal, found.Items, withScore: true);
            var hint = found.WithoutVectors is { } why ? $"By words alone: {why}." : found.Model is { } model ? $"Vectors: {model}{(model.StartsWith("local-", StringComparison.Ordinal) ? " (lexical, not semantic)" : "")}." : "";
            context.Terminal.Out.MarkupLine($"[grey]{CliTerminal.Safe(hint)}{(found.Pending > 0 ? $" {found.Pending} memories have no vector yet." : "")}[/]");
            return ExitCodes.Ok;
        });
        memory.Add(search);
    }

    private static void AddList(Command memory, CommandContext context)
    {
        var (agent, kind, limit, json) = (AgentCommands.Agent(), Kind(), Limit(20), AgentCommands.AsJson());
        var (since, until, text) = (new Option<string?>("--since") { Description = "Then or later, as in 2026-03-01." }, new Option<string?>("--until") { Description = "Before, as in 2026-03-01." }, new Option<string?>("--text") { Description = "Only what fits this, best first." });
        var list = new Command("list", "List memories, newest first.") { agent, kind, since, until, text, limit, json };
        list.SetAction(async (parsed, token) =>
        {
            var path = $"{Path(parsed.GetRequiredValue(agent))}?limit={parsed.GetValue(limit)}{AgentCommands.Query("kind", parsed.GetValue(kind))}{AgentCommands.Query("since", parsed.GetValue(since))}{AgentCommands.Query("until", parsed.GetValue(until))}{AgentCommands.Query("q", parsed.GetValue(text))}";
            using var client = context.Client();
            if (parsed.GetValue(json))
            {
                context.Terminal.Raw((await client.GetAsync<JsonObject>(path, token)).ToJsonString());
                return ExitCodes.Ok;
            }

            var page = await client.GetAsync<MemoryList>(path, token);
            Print(context.Terminal, page.Items, withScore: false);
            if (page.Forgotten > 0)
            {
                context.Terminal.Out.MarkupLine($"[grey]{page.Forgotten} forgotten.[/]");
            }

            return ExitCodes.Ok;
        });
        memory.Add(list);
    }

    private static void AddForget(Command memory, CommandContext context)
    {
        var (agent, ids, kind) = (AgentCommands.Agent(), new Argument<string[]>("memory") { Description = "Ids of memories.", Arity = ArgumentArity.ZeroOrMore }, Kind());
        var (until, since) = (new Option<DateTimeOffset?>("--until") { Description = "What happened before." }, new Option<DateTimeOffset?>("--since") { Description = "What happened then or later." });
        var label = new Option<Provenance?>("--provenance") { Description = "What has this label: operator, self, simulation, tool or external." };
        var forget = new Command("forget", "Forget memories for good: by id, or all of a kind, a time, a label.") { agent, ids, kind, since, until, label };
        forget.SetAction(async (parsed, token) =>
        {
            var named = parsed.GetValue(ids) is { Length: > 0 } some ? some : null;
            var request = new ForgetMemoriesRequest(named, parsed.GetValue(kind), parsed.GetValue(since), parsed.GetValue(until), parsed.GetValue(label));
            using var client = context.Client();
            var done = await client.PostAsync<ForgottenMemories>(Path(parsed.GetRequiredValue(agent)) + "/forget", request, token);
            context.Terminal.Out.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"{done.Forgotten} forgotten."));
            return named is null || done.Forgotten == named.Distinct(StringComparer.Ordinal).Count() ? ExitCodes.Ok : ExitCodes.Failure;
        });
        memory.Add(forget);
    }

    private static async Task<int> SummarizeAsync(CommandContext context, string path, bool json, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        if (json)
        {
            context.Terminal.Raw((await client.GetAsync<JsonObject>(path + "/summary", cancellationToken)).ToJsonString());
            return ExitCodes.Ok;
        }

        var summary = await client.GetAsync<MemorySummary>(path + "/summary", cancellationToken);
        var facts = new Grid().AddColumn().AddColumn();
        foreach (var (kind, count) in summary.ByKind.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            facts.AddRow(CliTerminal.Safe(kind), $"{count}");
        }

        facts.AddRow("forgotten", summary.Forgotten.Count == 0 ? "0" : CliTerminal.Safe(string.Join(", ", summary.Forgotten.Select(f => $"{f.Value} by {f.Key}"))));
        facts.AddRow("consolidated", $"{summary.Consolidated}");
        facts.AddRow("vectors", summary.Model is { } model ? CliTerminal.Safe($"{model}, {summary.Dimension} dimensions, {summary.Pending} to come") : $"none yet, {summary.Pending} to come");
        context.Terminal.Out.Write(facts);
        return ExitCodes.Ok;
    }

    private static void Print(CliTerminal terminal, IReadOnlyList<MemoryResource> items, bool withScore)
    {
        if (items.Count == 0)
        {
            terminal.Out.MarkupLine("No memory fits.");
            return;
        }

        var table = CliTerminal.Table("memory", "kind", "from", "when", withScore ? "score" : "importance", "text");
        foreach (var item in items)
        {
            table.AddRow(
                CliTerminal.Safe(item.Id), CliTerminal.Safe(item.Kind), AgentCommands.Snake(item.Provenance.ToString()), terminal.When(item.At),
                (withScore ? item.Score : item.Importance).ToString("0.00", CultureInfo.InvariantCulture), CliTerminal.Safe(item.Content) + (item.Via is { } via ? $" [grey](with {CliTerminal.Safe(via)})[/]" : ""));
        }

        terminal.Out.Write(table);
    }

    private static Option<string?> Kind() => new("--kind") { Description = string.Join(", ", MemoryKinds.All) + "." };

    private static Option<int> Limit(int otherwise) => new("--limit") { Description = "How many, 1 to 200.", DefaultValueFactory = _ => otherwise };
}
