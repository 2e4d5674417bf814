using System.CommandLine;
using System.Text.Json.Nodes;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>effects</c>, <c>approve</c>, <c>edit</c>, <c>reject</c>, <c>resolve</c>.</summary>
internal static class EffectCommands
{
    /// <summary>Adds the commands.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        var status = new Option<string?>("--status") { Description = "planned, held, attempting, confirmed, failed, unknown, cancelled, abandoned or dry_run." };
        var agent = new Option<string?>("--agent") { Description = "Only this agent's." };
        var limit = new Option<int>("--limit") { Description = "How many, 1 to 200.", DefaultValueFactory = _ => 30 };
        var json = AgentCommands.AsJson();
        var effects = new Command("effects", "List what left the system, or waits to.") { status, agent, limit, json };
        effects.SetAction((parsed, token) => ListAsync(context, parsed.GetValue(status), parsed.GetValue(agent), parsed.GetValue(limit), parsed.GetValue(json), token));
        root.Add(effects);

        root.Add(Verb("approve", "Send a held effect as it is.", context, _ => null));
        root.Add(Verb("reject", "Cancel a held effect.", context, _ => null));

        var text = new Option<string>("--text") { Description = "The new text.", Required = true };
        root.Add(Verb("edit", "Replace a held effect's text and send it.", context, parsed => new EditRequest(parsed.GetRequiredValue(text)), text));

        var outcome = new Argument<string>("outcome") { Description = "sent or not_sent." };
        var externalId = new Option<string?>("--external-id") { Description = "The post's id, where it was sent." };
        var resolve = Verb("resolve", "Say what became of an effect in doubt.", context, parsed => new ResolveRequest(parsed.GetRequiredValue(outcome), parsed.GetValue(externalId)), externalId);
        resolve.Add(outcome);
        root.Add(resolve);
    }

    /// <summary>Prints an effect; the exit code says whether it went well.</summary>
    /// <param name="terminal">Where to print.</param>
    /// <param name="effect">The effect.</param>
    /// <param name="ended">Whether the person waited for its end.</param>
    public static int Report(CliTerminal terminal, EffectResource effect, bool ended)
    {
        var status = AgentCommands.Snake(effect.Status.ToString());
        terminal.Out.MarkupLine($"{Words.Status(status)}  {CliTerminal.Safe(effect.EffectId)}{(effect.ExternalId is { } id ? $"  id {CliTerminal.Safe(id)}" : "")}");
        if (effect.Text.Length > 0)
        {
            terminal.Out.MarkupLine(AgentCommands.Place(effect.Thread) + CliTerminal.SafeLines(effect.Text));
        }

        if (Under(effect.Poll, effect.MediaIds, effect.MadeWithAi) is { Length: > 0 } under)
        {
            terminal.Out.MarkupLine(under);
        }

        if (effect.Thread?.Next is { } next)
        {
            terminal.Out.MarkupLine($"[grey]goes on in {CliTerminal.Safe(next)}[/]");
        }

        if (effect.Detail.Length > 0)
        {
            terminal.Out.MarkupLine($"[grey]{CliTerminal.Safe(effect.Detail)}[/]");
        }

        return effect.Status switch
        {
            EffectState.Failed or EffectState.Abandoned => ExitCodes.Failure,
            EffectState.Held or EffectState.Unknown when ended => ExitCodes.NeedsPerson,
            _ => ExitCodes.Ok,
        };
    }

    /// <summary>What stands under a post, in a line: its poll, its media; empty for nothing.</summary>
    internal static string Under(PollRequest? poll, IReadOnlyList<string>? media, bool madeWithAi = false)
    {
        List<string> parts = [];
        if (poll is { Options: { } options })
        {
            parts.Add($"poll: {string.Join(" / ", options.Select(CliTerminal.Safe))} ({FormattableString.Invariant($"{poll.DurationMinutes}")} min)");
        }

        if (media is { Count: > 0 })
        {
            parts.Add($"media: {string.Join(", ", media.Select(CliTerminal.Safe))}{(madeWithAi ? ", made with AI" : "")}");
        }

        return parts.Count == 0 ? "" : $"[grey]{string.Join("; ", parts)}[/]";
    }

    private static Command Verb(string name, string description, CommandContext context, Func<ParseResult, object?> body, params Option[] options)
    {
        var id = new Argument<string>("effect") { Description = "The effect's id." };
        var command = new Command(name, description) { id };
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, token) =>
        {
            using var client = context.Client();
            return Report(context.Terminal, await client.PostAsync<EffectResource>($"/v1/effects/{GatewayClient.Escape(parsed.GetRequiredValue(id))}/{name}", body(parsed), token), ended: false);
        });
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context, string? status, string? agent, int limit, bool json, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var path = $"/v1/effects?limit={limit}{AgentCommands.Query("status", status)}{AgentCommands.Query("agent", agent)}";
        if (json)
        {
            context.Terminal.Raw((await client.GetAsync<JsonObject>(path, cancellationToken)).ToJsonString());
            return ExitCodes.Ok;
        }

        var page = await client.GetAsync<Page<EffectResource>>(path, cancellationToken);
        var table = CliTerminal.Table("effect", "agent", "kind", "status", "world", "at", "text or reason");
        foreach (var effect in page.Items)
        {
            table.AddRow(
                CliTerminal.Safe(effect.EffectId), CliTerminal.Safe(effect.AgentId), AgentCommands.Snake(effect.Kind.ToString()), Words.Status(AgentCommands.Snake(effect.Status.ToString())), Words.World(effect.World),
                context.Terminal.When(effect.At),
                $"{AgentCommands.Place(effect.Thread)}{CliTerminal.Safe(effect.Detail.Length > 0 && effect.Status != EffectState.Confirmed ? effect.Detail : effect.Text)} {Under(effect.Poll, effect.MediaIds, effect.MadeWithAi)}".TrimEnd());
        }

        if (page.Items.Count == 0)
        {
            context.Terminal.Out.MarkupLine(status is null ? "Nothing has left the system yet." : $"No effect is {CliTerminal.Safe(status)}.");
        }
        else
        {
            context.Terminal.Out.Write(table);
        }

        return ExitCodes.Ok;
    }
}
