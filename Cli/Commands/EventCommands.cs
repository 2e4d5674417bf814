using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Events;
using PuppetEngine.Gateway.Api.Http;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>events</c> and <c>event</c>.</summary>
internal static class EventCommands
{
    /// <summary>Adds the commands.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        var type = new Option<string?>("--type") { Description = "Only this type." };
        var limit = new Option<int>("--limit") { Description = "How many, 1 to 200.", DefaultValueFactory = _ => 30 };
        var json = AgentCommands.AsJson();
        var events = new Command("events", "List what happened to agents, or is to happen.") { type, limit, json };
        events.SetAction((parsed, token) => ListAsync(context, parsed.GetValue(type), parsed.GetValue(limit), parsed.GetValue(json), token));
        root.Add(events);

        var kind = new Argument<string>("type") { Description = "news, mood_shift, interaction_prompt, scheduled, market, or a name of your own." };
        var data = new Option<string>("--data") { Description = "What happens, as a JSON object.", Required = true };
        var to = new Option<string[]>("--to") { Description = "An agent whom it reaches; may be given again. Default: all." };
        var tag = new Option<string?>("--tag") { Description = "Only agents with this tag." };
        var delay = new Option<double?>("--in") { Description = "Seconds from now." };
        var key = new Option<string?>("--key") { Description = "An Idempotency-Key: the same key never makes two events. Default: a new one." };
        var make = new Command("event", "Make an event known to agents.") { kind, data, to, tag, delay, key };
        make.SetAction((parsed, token) => MakeAsync(
            context, new CreateEventRequest(parsed.GetRequiredValue(kind), Read(parsed.GetRequiredValue(data)), parsed.GetValue(to), parsed.GetValue(tag), DelaySeconds: parsed.GetValue(delay)), parsed.GetValue(key), token));
        root.Add(make);
    }

    private static JsonElement Read(string data)
    {
        try
        {
            return JsonElement.Parse(data);
        }
        catch (JsonException)
        {
            throw new CliException("--data is not JSON. Write it in single quotes, as in --data '{\"headline\":\"Fog\"}'.");
        }
    }

    private static async Task<int> ListAsync(CommandContext context, string? type, int limit, bool json, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var path = string.Create(CultureInfo.InvariantCulture, $"/v1/events?limit={limit}{(type is null ? "" : $"&type={GatewayClient.Escape(type)}")}");
        if (json)
        {
            context.Terminal.Raw((await client.GetAsync<JsonObject>(path, cancellationToken)).ToJsonString());
            return ExitCodes.Ok;
        }

        var page = await client.GetAsync<Page<EventResource>>(path, cancellationToken);
        var table = new Table { Border = TableBorder.Simple }.AddColumns("due", "type", "whom", "source", "state", "told", "what");
        foreach (var item in page.Items)
        {
            var whom = item.Tag is { } tag ? $"#{tag}" : item.TargetAgentIds.Count == 0 ? "all" : string.Join(", ", item.TargetAgentIds.Take(3)) + (item.TargetAgentIds.Count > 3 ? " …" : "");
            var state = AgentCommands.Snake(item.State.ToString()) + (item.Waiting.Count > 0 ? $", {item.Waiting.Count} wait" : "") + (item.DryRun ? ", trial" : "");
            table.AddRow(
                context.Terminal.When(item.DueAt), CliTerminal.Safe(item.Type), CliTerminal.Safe(whom), CliTerminal.Safe(item.Source), CliTerminal.Safe(state),
                item.Told.ToString(CultureInfo.InvariantCulture), CliTerminal.Safe(Short(item.Data)));
        }

        context.Terminal.Out.Write(table);
        return ExitCodes.Ok;
    }

    private static async Task<int> MakeAsync(CommandContext context, CreateEventRequest request, string? key, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var made = await client.PostAsync<EventResource>("/v1/events", request, cancellationToken, key ?? "cli-" + RandomNumberGenerator.GetHexString(24, lowercase: true));
        context.Terminal.Out.MarkupLine($"{CliTerminal.Safe(made.Id)}  due {context.Terminal.When(made.DueAt)}");
        return ExitCodes.Ok;
    }

    private static string Short(JsonElement data)
    {
        foreach (var member in (string[])["headline", "description", "name"])
        {
            if (data.ValueKind == JsonValueKind.Object && data.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String)
            {
                return Cut(text.GetString()!);
            }
        }

        return Cut(data.GetRawText());
    }

    private static string Cut(string text) => text.Length <= 60 ? text : text[..59] + "…";
}
