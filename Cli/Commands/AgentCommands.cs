using System.CommandLine;
using System.Text.Json.Nodes;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Http;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>agents</c>, <c>agent</c>, <c>pause</c>, <c>resume</c>, <c>approve-definition</c>.</summary>
internal static class AgentCommands
{
    private const int ShownPosts = 5;

    /// <summary>The argument that names an agent.</summary>
    public static Argument<string> Agent() => new("agent") { Description = "The agent's id." };

    /// <summary>Prints what the gateway answered instead of a table.</summary>
    public static Option<bool> AsJson() => new("--json") { Description = "Print the gateway's answer." };

    /// <summary>Adds the commands.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        var (status, tag, json) = (new Option<string?>("--status") { Description = "active, paused, needs_account, killed or deleted." }, new Option<string?>("--tag") { Description = "Only agents with this tag." }, AsJson());
        var agents = new Command("agents", "List the agents.") { status, tag, json };
        agents.SetAction((parsed, token) => ListAsync(context, parsed.GetValue(status), parsed.GetValue(tag), parsed.GetValue(json), token));
        root.Add(agents);

        var (id, one) = (Agent(), AsJson());
        var agent = new Command("agent", "Show one agent: mood, schedule, last posts.") { id, one };
        agent.SetAction((parsed, token) => ShowAsync(context, parsed.GetRequiredValue(id), parsed.GetValue(one), token));
        root.Add(agent);

        var (paused, reason) = (Agent(), new Option<string?>("--reason") { Description = "Why, in words." });
        var pause = new Command("pause", "Stop an agent from starting turns.") { paused, reason };
        pause.SetAction((parsed, token) => ChangeAsync(context, parsed.GetRequiredValue(paused), "pause", new PauseRequest(parsed.GetValue(reason)), token));
        root.Add(pause);

        var resumed = Agent();
        var resume = new Command("resume", "Let a paused agent go on.") { resumed };
        resume.SetAction((parsed, token) => ChangeAsync(context, parsed.GetRequiredValue(resumed), "resume", null, token));
        root.Add(resume);

        var approved = Agent();
        var approve = new Command("approve-definition", "Approve what waits in an agent's definition: privileged fields that its file loosens.") { approved };
        approve.SetAction((parsed, token) => ApproveAsync(context, parsed.GetRequiredValue(approved), token));
        root.Add(approve);
    }

    private static async Task<int> ListAsync(CommandContext context, string? status, string? tag, bool json, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var table = CliTerminal.Table("agent", "name", "handle", "status", "publishes", "world", "next", "last post", "posts");
        string? cursor = null;
        var count = 0;
        do
        {
            var path = $"/v1/agents?limit=200{Query("status", status)}{Query("tag", tag)}{Query("cursor", cursor)}";
            if (json)
            {
                var raw = await client.GetAsync<JsonObject>(path, cancellationToken);
                context.Terminal.Raw(raw.ToJsonString());
                cursor = raw["next"]?.GetValue<string>();
                continue;
            }

            var page = await client.GetAsync<Page<AgentSummary>>(path, cancellationToken);
            foreach (var agent in page.Items)
            {
                count++;
                table.AddRow(
                    CliTerminal.Safe(agent.Id), CliTerminal.Safe(agent.Name), agent.Handle.Length > 0 ? "@" + CliTerminal.Safe(agent.Handle) : "[grey]-[/]", Words.Status(agent.Status),
                    Words.Status(Snake(agent.Publish.ToString())), Words.World(agent.World), context.Terminal.Due(agent.NextDue), context.Terminal.When(agent.LastPostAt), $"{agent.PostCount}");
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        if (!json && count == 0)
        {
            context.Terminal.Out.MarkupLine("No agents. Put a file into [bold]agents/[/], or POST one to /v1/agents.");
        }
        else if (!json)
        {
            context.Terminal.Out.Write(table);
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> ShowAsync(CommandContext context, string id, bool json, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var path = $"/v1/agents/{GatewayClient.Escape(id)}";
        if (json)
        {
            context.Terminal.Raw((await client.GetAsync<JsonObject>(path, cancellationToken)).ToJsonString());
            return ExitCodes.Ok;
        }

        var agent = await client.GetAsync<AgentResource>(path, cancellationToken);
        var schedule = await client.GetAsync<Page<ScheduleResource>>($"{path}/schedule", cancellationToken);
        var posts = await client.GetAsync<Page<PostResource>>($"{path}/posts?limit={ShownPosts}", cancellationToken);
        var output = context.Terminal.Out;
        output.MarkupLine($"[bold]{CliTerminal.Safe(agent.Name)}[/] {(agent.Handle.Length > 0 ? "@" + CliTerminal.Safe(agent.Handle) : "")}  {Words.Status(agent.Status)} {CliTerminal.Safe(agent.StatusReason)}");
        output.MarkupLine(CliTerminal.Safe(agent.Description));
        var facts = new Grid().AddColumn().AddColumn();
        facts.AddRow("publishes", $"{Words.Status(Snake(agent.Publish.ToString()))} in {Words.World(agent.World)}");
        facts.AddRow("mood", FormattableString.Invariant($"valence {agent.Mood.Valence:0.00}, arousal {agent.Mood.Arousal:0.00}, dominance {agent.Mood.Dominance:0.00}"));
        facts.AddRow("definition", $"version {agent.DefinitionVersion} from {CliTerminal.Safe(agent.DefinitionSource)}, {context.Terminal.When(agent.DefinitionAppliedAt)}");
        if (agent.Pending.Count > 0)
        {
            facts.AddRow("[yellow]waits for admin[/]", CliTerminal.Safe(string.Join(", ", agent.Pending)));
            facts.AddRow("", $"approve with: [bold]{CliTerminal.Safe(agent.ApproveWith ?? "")}[/]");
        }

        foreach (var line in schedule.Items)
        {
            facts.AddRow(CliTerminal.Safe(line.Activity), $"next {context.Terminal.Due(line.NextDue)}; last {context.Terminal.When(line.LastDue)} {Words.Status(line.LastResult)} {CliTerminal.Safe(line.LastReason)}");
            facts.AddRow("", $"[grey]{CliTerminal.Safe(line.Rule)}[/]");
        }

        output.Write(facts);
        foreach (var post in posts.Items)
        {
            output.MarkupLine($"[grey]{context.Terminal.When(post.At)}[/] {Words.Status(Snake(post.Status.ToString()))}  {Place(post.Thread)}{CliTerminal.Safe(post.Text)} {EffectCommands.Under(post.Poll, post.MediaIds)}".TrimEnd());
        }

        return ExitCodes.Ok;
    }

    /// <summary>A post's place in its thread, before its text; nothing where it stands alone.</summary>
    internal static string Place(ThreadResource? thread) => thread is null ? "" : FormattableString.Invariant($"[grey]{thread.Part}/{thread.Of}[/] ");

    private static async Task<int> ApproveAsync(CommandContext context, string id, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var path = $"/v1/agents/{GatewayClient.Escape(id)}";
        var agent = await client.GetAsync<AgentResource>(path, cancellationToken);
        if (agent.Pending.Count == 0)
        {
            context.Terminal.Out.MarkupLine($"Nothing of {CliTerminal.Safe(agent.Id)} waits.");
            return ExitCodes.Ok;
        }

        var change = await client.PostAsync<AgentChange>($"{path}/approve-definition", new ApproveDefinitionRequest(agent.DefinitionVersion), cancellationToken);
        context.Terminal.Out.MarkupLine($"{CliTerminal.Safe(change.Id)}: version {change.Version}, approved: {CliTerminal.Safe(string.Join(", ", change.Changed))}");
        return ExitCodes.Ok;
    }

    private static async Task<int> ChangeAsync(CommandContext context, string id, string verb, PauseRequest? body, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var agent = await client.PostAsync<AgentSummary>($"/v1/agents/{GatewayClient.Escape(id)}/{verb}", body, cancellationToken);
        context.Terminal.Out.MarkupLine($"{CliTerminal.Safe(agent.Id)} is {Words.Status(agent.Status)}.");
        return ExitCodes.Ok;
    }

    /// <summary>A query parameter, with its ampersand; nothing when the value is null.</summary>
    public static string Query(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    /// <summary>An enum's word as the API spells it.</summary>
    public static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
